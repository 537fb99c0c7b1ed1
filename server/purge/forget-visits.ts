// That a patron's card was asked for in another system is remembered as long as a desk there may show names without a new contact; then their rows
// leave that system again, unless a loan or a hold keeps them there. [I19]

import { sql } from 'kysely';
import type { Instant } from '../../shared/core/instant.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

const PAGE = 200;

/** Forgets the visits of the next few patrons; returns where to go on, null at the end. */
export async function forgetVisits(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
  changes: RowChanges,
): Promise<string | null> {
  const { rows } = await sql<{ patron: string }>`
    select distinct patron_id as patron from patron_visit where at < ${before} and patron_id > ${after}
      order by patron_id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const patrons = rows.map(({ patron }) => patron);
  if (patrons.length === 0) return null;
  await tx.db.deleteFrom('patron_visit').where(tx.anyOf('patron_id', patrons)).where('at', '<', before).execute();
  // Their rows stay as they are; where they are published is worked out anew with them.
  const own = collectChanges();
  for (const row of (await readRows(tx, 'patron', patrons)).values()) own.put('patron', row);
  changes.add(own);
  return patrons.length < PAGE ? null : (patrons.at(-1) ?? null);
}
