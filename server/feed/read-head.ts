// Where the feed is.

import type { ReadTx } from '../store/store.ts';

export type FeedHead = { readonly epoch: string; readonly position: number; readonly floor: number };

/** The head as this transaction sees it. `floor` is the oldest position that a desk may go on from. */
export async function readHead(tx: ReadTx): Promise<FeedHead> {
  return tx.db
    .selectFrom('feed_head')
    .select(['epoch', 'position', 'floor'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
}
