// The feed of one desk: catch-up, then live, by the same code. Every batch is read in one consistent transaction, so what a desk has after a
// commit is what the server had at that position. A slow desk holds up nobody but itself. [I3] [I9] [I10] [I11]

import type { Clock } from '../../shared/core/ports.ts';
import { KEEPALIVE_MS, type FeedLine } from '../../shared/wire/feed.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { BatchCache } from './batch-cache.ts';
import { deskScopes } from './desk-scopes.ts';
import { isMarked, notePosition } from './feed-marks.ts';
import type { FeedHub } from './feed-hub.ts';
import { changedLines } from './feed-rows.ts';
import { lastSeqs } from './last-seqs.ts';
import { readHead, type FeedHead } from './read-head.ts';

/** Where lines go. `write` resolves when more may be written and rejects when nobody reads any more. */
export type LineSink = { readonly write: (text: string) => Promise<void>; readonly signal: AbortSignal };

export type FeedRequest = {
  readonly desk: { readonly id: string; readonly branch: string; readonly scopes: string | null };
  readonly epoch: string;
  readonly after: number;
  readonly live: boolean;
};

export type FeedParts = {
  readonly store: Store;
  readonly hub: FeedHub;
  readonly clock: Clock;
  readonly cache: BatchCache;
  /** The checksum of what a desk with these scopes has at the transaction's position; null when it cannot be told. */
  readonly checksum: (tx: ReadTx, scopes: readonly string[]) => Promise<string | null>;
};

/** A batch up to this size is read whole before it is written, so that no transaction waits for a socket. */
const HELD_BYTES = 512 * 1024;

/** Streams until the desk goes, or after the first catch-up when it does not want to live on. */
export async function streamFeed(parts: FeedParts, request: FeedRequest, sink: LineSink): Promise<void> {
  const { hub, clock } = parts;
  const refusal = await parts.store.read((tx) => mustRebootstrap(tx, request));
  if (refusal !== null) return sink.write(line({ type: 'mustRebootstrap', reason: refusal }));
  let after = request.after;
  await notePosition(parts.store, request.desk.id, after);
  let saidAt: number | null = null;
  while (!sink.signal.aborted) {
    const head = await writeBatch(parts, { ...request, after }, sink);
    if (head > after) await notePosition(parts.store, request.desk.id, head);
    after = head;
    if (saidAt !== head) await sink.write(line({ type: 'upToDate', head, serverTime: clock.now() }));
    saidAt = head;
    if (!request.live) return;
    await hub.beyond(after, KEEPALIVE_MS, sink.signal);
    if (hub.head() <= after && !sink.signal.aborted)
      await sink.write(line({ type: 'keepalive', serverTime: clock.now() }));
  }
}

async function mustRebootstrap(
  tx: ReadTx,
  { epoch, after, desk }: FeedRequest,
): Promise<'epoch' | 'floor' | 'scope' | null> {
  const head = await readHead(tx);
  if (epoch !== head.epoch || after > head.position) return 'epoch';
  // A desk that has nothing yet needs no tombstones.
  if (after > 0 && after < head.floor) return 'floor';
  const scopes = JSON.stringify(await deskScopes(tx, desk.branch));
  return after > 0 && desk.scopes !== null && desk.scopes !== scopes ? 'scope' : null;
}

/** Writes what changed since `after` as one batch, if anything did. Returns the position that the desk is at then. */
async function writeBatch(parts: FeedParts, request: FeedRequest, sink: LineSink): Promise<number> {
  const { store } = parts;
  const held = await store.read(async (tx) => {
    const head = await readHead(tx);
    if (head.position <= request.after) return { text: '', to: request.after };
    return { text: await heldText(batchTexts(tx, { ...parts, request, head })), to: head.position };
  });
  if (held.text !== null) {
    await sink.write(held.text);
    return held.to;
  }
  // Too much to hold: it is written from within its transaction, which ends when the desk has taken it.
  return store.readLong(async (tx) => {
    const head = await readHead(tx);
    for await (const text of batchTexts(tx, { ...parts, request, head })) await sink.write(text);
    return head.position;
  });
}

/** The whole text; null when it is too long to hold. */
async function heldText(texts: AsyncIterable<string>): Promise<string | null> {
  const held: string[] = [];
  let bytes = 0;
  for await (const text of texts) {
    bytes += text.length;
    if (bytes > HELD_BYTES) return null;
    held.push(text);
  }
  return held.join('');
}

type BatchQuery = FeedParts & { readonly request: FeedRequest; readonly head: FeedHead };

async function* batchTexts(tx: ReadTx, { request, head, clock, cache, checksum }: BatchQuery): AsyncGenerator<string> {
  const { desk, after } = request;
  const to = head.position;
  yield line({ type: 'begin', epoch: head.epoch, after, to, at: clock.now() });
  const scopes = await deskScopes(tx, desk.branch);
  yield* cache.lines({ scopes, after, to }, (range) => changedLines(tx, range));
  const receipts = await tx.db
    .selectFrom('receipt')
    .select('body')
    .where('desk_id', '=', desk.id)
    .where('position', '>', after)
    .where('position', '<=', to)
    .orderBy('position')
    .orderBy('seq')
    .execute();
  yield receipts.map(({ body }) => line({ type: 'receipt', receipt: body })).join('');
  const sum = (await isMarked(tx, { after, to })) ? await checksum(tx, scopes) : null;
  yield line({ type: 'commit', to, lastSeq: await lastSeqs(tx, desk.id), ...(sum === null ? {} : { checksum: sum }) });
}

function line(value: FeedLine): string {
  return `${JSON.stringify(value)}\n`;
}
