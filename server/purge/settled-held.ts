// Held acts, and acts of a desk's copy, that a supervisor decided shall not count: then they are over like any other act. [I19]

import type { Instant } from '../../shared/core/instant.ts';
import { isLeftOut } from '../../shared/circ/held-exceptions.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { readRowsBy } from '../store/read-rows.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { dropCopyArguments, notePurged } from './purge-list.ts';

type Held = { readonly id: string; readonly stream: string };

/** Ids of the acts that every exception about them left out before a moment. Acts without an exception wait. */
export async function leftOut(tx: ReadTx, held: readonly Held[], before: Instant): Promise<Set<string>> {
  const said = await exceptionsOf(
    tx,
    held.flatMap(({ id, stream }) => [id, stream]),
  );
  const isOut = ({ id, stream }: Held) => isLeftOut([...(said.get(id) ?? []), ...(said.get(stream) ?? [])], before);
  return new Set(held.filter(isOut).map(({ id }) => id));
}

async function exceptionsOf(tx: ReadTx, causes: readonly string[]): Promise<Map<string, Exception[]>> {
  const rows = await readRowsBy(tx, 'exception', { column: 'cause', values: new Set(causes) });
  return Map.groupBy(rows, (row): string => row.cause);
}

/** Takes the personal values out of acts of copied desks that were left out before a moment; their signed bodies stay. Returns how many. */
export async function purgeCopies(tx: WriteTx, { now, horizon }: { readonly now: Instant; readonly horizon: Instant }) {
  const rows = await tx.db
    .selectFrom('quarantine')
    .select(['stream', 'seq', 'hash'])
    .where('args', 'is not', null)
    .where('received_at', '<=', horizon)
    .execute();
  const said = await exceptionsOf(
    tx,
    rows.map(({ stream }) => stream),
  );
  const due = rows.filter(({ stream }) => isLeftOut(said.get(stream) ?? [], horizon));
  const keys = due.map(({ stream, seq, hash }) => `${stream}/${seq}/${hash}`);
  await dropCopyArguments(tx, keys);
  await notePurged(tx, 'copy', { keys, at: now });
  return keys.length;
}
