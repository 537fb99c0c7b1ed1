// Entries of the log of a branch go when they are old enough, whether they were ended or not: incidents and lost property are about
// people. Lists stay, and counts of gates, which are about no person. Writes to an entry that was never put go at the same age. [I19]

import { sql } from 'kysely';
import type { LogKind } from '../../shared/circ/model/log-entry.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

const PAGE = 200;
/** Whether entries of a kind go: asked of each new kind, so that none stays by being forgotten here. */
const GOES: Readonly<Record<LogKind, boolean>> = {
  list: false,
  step: true,
  gate: false,
  message: true,
  lock: false,
  readiness: false,
  enrolled: false,
  lessons: false,
  drill: false,
  inventory: true,
  incident: true,
  correction: true,
  found: true,
};
const GOING = Object.entries(GOES).flatMap(([kind, goes]) => (goes ? [kind] : []));

/** Forgets the next few; returns where to go on, null at the end. */
export async function forgetLog(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
  changes: RowChanges,
): Promise<string | null> {
  await tx.db.deleteFrom('early_log_write').where('at', '<', before).execute();
  await tx.db.deleteFrom('early_tally_write').where('at', '<', before).execute();
  await tx.db.deleteFrom('early_account_write').where('at', '<', before).execute();
  const { rows } = await sql<{ id: string }>`
    select id from log_entry
      where kind in (${sql.join(GOING)}) and at < ${before} and id > ${after}
      order by id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const ids = rows.map(({ id }) => id);
  const own = collectChanges();
  for (const row of (await readRows(tx, 'logEntry', ids)).values()) own.drop('logEntry', row);
  await writeChanges(tx, own);
  changes.add(own);
  return ids.length < PAGE ? null : (ids.at(-1) ?? null);
}
