// How far the server has the streams of a desk.

import type { ReadTx } from '../store/store.ts';

/** The last seq of each stream of a desk; its effects and those of all before are in what this transaction sees. [I3] */
export async function lastSeqs(tx: ReadTx, desk: string): Promise<Record<string, number>> {
  const rows = await tx.db
    .selectFrom('desk_stream')
    .select(['stream', 'last_seq'])
    .where('desk_id', '=', desk)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.stream, row.last_seq]));
}
