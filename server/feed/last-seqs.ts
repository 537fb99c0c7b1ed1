// How far the server has the streams of desks.

import type { ReadTx } from '../store/store.ts';

/** The last seq of each stream of a desk; this transaction sees its effects and those of all before. [I3] */
export async function lastSeqs(tx: ReadTx, desk: string): Promise<Record<string, number>> {
  return lastSeqsOf(tx, [desk]);
}

/** The same as it was at a position of the feed: later answers are not counted. [I3] */
export async function lastSeqsAt(tx: ReadTx, desk: string, position: number): Promise<Record<string, number>> {
  return lastSeqsOfAt(tx, [desk], position);
}

/** The same of every other desk of a branch. */
export async function neighborSeqsAt(
  tx: ReadTx,
  desk: { readonly id: string; readonly branch: string },
  position: number,
): Promise<Record<string, number>> {
  const others = await tx.db
    .selectFrom('desk')
    .select('id')
    .where('branch', '=', desk.branch)
    .where('id', '!=', desk.id)
    .execute();
  return others.length === 0
    ? {}
    : lastSeqsOfAt(
        tx,
        others.map(({ id }) => id),
        position,
      );
}

async function lastSeqsOf(tx: ReadTx, desks: readonly string[]): Promise<Record<string, number>> {
  const rows = await tx.db
    .selectFrom('desk_stream')
    .select(['stream', 'last_seq'])
    .where('desk_id', 'in', desks)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.stream, row.last_seq]));
}

async function lastSeqsOfAt(tx: ReadTx, desks: readonly string[], position: number): Promise<Record<string, number>> {
  const later = await tx.db
    .selectFrom('receipt')
    .select(({ fn }) => ['stream', fn.min('seq').as('first')])
    .where('desk_id', 'in', desks)
    .where('position', '>', position)
    .groupBy('stream')
    .execute();
  const first = new Map(later.map((row) => [row.stream, row.first]));
  const now = Object.entries(await lastSeqsOf(tx, desks));
  return Object.fromEntries(now.map(([stream, seq]) => [stream, (first.get(stream) ?? seq + 1) - 1]));
}
