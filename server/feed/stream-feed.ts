// The feed of one desk: catch-up, then live, by the same code. Every batch is read in one consistent transaction, so after a commit the desk has the
// server's state at that position. A slow desk delays only itself. [I3] [I9] [I10] [I11]

import type { Clock } from '../../shared/core/ports.ts';
import { KEEPALIVE_MS, type FeedLine } from '../../shared/wire/feed.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { Batch, BatchCache } from './batch-cache.ts';
import { deskScopes } from './desk-scopes.ts';
import { isMarked, notePosition } from './feed-marks.ts';
import type { FeedHub } from './feed-hub.ts';
import { changedLines } from './feed-rows.ts';
import { lastSeqs, lastSeqsAt, neighborSeqsAt } from './last-seqs.ts';
import { readHead, type FeedHead } from './read-head.ts';

/** The sink of lines. `write` resolves when more may be written and rejects when the reader is gone. */
export type LineSink = { readonly write: (text: string) => Promise<void>; readonly signal: AbortSignal };

export type FeedRequest = {
  readonly desk: { readonly id: string; readonly branch: string; readonly scopes: string | null };
  readonly epoch: string;
  readonly after: number;
  readonly live: boolean;
  /** Whether it gets how far the server has the streams of its branch's other desks. Absent: no. */
  readonly tellsNeighbors?: boolean;
};

export type FeedParts = {
  readonly store: Store;
  readonly hub: FeedHub;
  readonly clock: Clock;
  readonly cache: BatchCache;
  /** The checksum of the rows of a desk with these scopes at the transaction's position; null when it cannot be computed. */
  readonly checksum: (tx: ReadTx, scopes: readonly string[]) => Promise<string | null>;
};

/**
 * A batch up to this many characters is read whole before it is written, so that no transaction waits for a socket, and is written to every
 * desk that asks for it: as much as a large library does in a day.
 */
const HELD_LENGTH = 32 * 1024 * 1024;

/** Streams until the desk goes, or after the first catch-up when it does not want to live on. */
export async function streamFeed(parts: FeedParts, request: FeedRequest, sink: LineSink): Promise<void> {
  const { hub, clock } = parts;
  const { refusal, scopes } = await parts.store.read(async (tx) => ({
    refusal: await mustRebootstrap(tx, request),
    scopes: await deskScopes(tx, request.desk.branch),
  }));
  if (refusal !== null) return sink.write(line({ type: 'mustRebootstrap', reason: refusal }));
  let after = request.after;
  await notePosition(parts.store, request.desk.id, after);
  let saidAt: number | null = null;
  while (!sink.signal.aborted) {
    const { to, head, ended } = await writeBatch(parts, { ...request, after, scopes }, sink);
    if (ended === 'moved') return sink.write(line({ type: 'mustRebootstrap', reason: 'scope' }));
    if (ended === 'revoked') return;
    if (to > after) await notePosition(parts.store, request.desk.id, to);
    after = to;
    if (to < head) continue;
    if (saidAt !== head) {
      const neighbors = await neighborsAt(parts, request, head);
      await sink.write(line({ type: 'upToDate', head, serverTime: clock.now(), ...neighbors }));
    }
    saidAt = head;
    if (!request.live) return;
    await hub.beyond(after, KEEPALIVE_MS, sink.signal);
    if (hub.head() <= after && !sink.signal.aborted)
      await sink.write(line({ type: 'keepalive', serverTime: clock.now() }));
  }
}

/** How far the streams of the branch's other desks were at a position, where the desk asked for it. */
async function neighborsAt({ store }: FeedParts, { desk, tellsNeighbors }: FeedRequest, position: number) {
  if (tellsNeighbors !== true) return {};
  return { neighbors: await store.read((tx) => neighborSeqsAt(tx, desk, position)) };
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

/** A feed that goes on in the scopes in which it began. */
type Following = FeedRequest & { readonly scopes: readonly string[] };

/** Where a desk is after a batch, and where the head was. */
type Reached = { readonly to: number; readonly head: number; readonly ended: Ended | null };

/**
 * Why a desk gets nothing more, on a line that is open either: it was revoked meanwhile, or its branch moved to other scopes, and it lacks the rows
 * of these that did not change since.
 */
type Ended = 'revoked' | 'moved';

/** Writes the changes since `after` as one batch, if there are any. */
async function writeBatch(parts: FeedParts, request: Following, sink: LineSink): Promise<Reached> {
  const { store } = parts;
  const held = await store.read(async (tx) => {
    const head = await readHead(tx);
    const ended = await endOf(tx, request);
    const reached = { to: head.position, head: head.position, ended };
    if (ended !== null || head.position <= request.after) return { texts: [], ...reached };
    const query = { ...parts, request, head };
    const { after, scopes } = request;
    const batch = await parts.cache.batch({ epoch: head.epoch, scopes, after }, head.position, () =>
      readBatch(tx, query),
    );
    if (batch === null) return { texts: null, ...reached };
    const texts = [beginning(query, batch), ...batch.lines, await ending(tx, query, batch)];
    return { ...reached, texts: joined(texts), to: batch.to };
  });
  if (held.texts !== null) {
    for (const text of held.texts) await sink.write(text);
    return held;
  }
  // Too much to hold: it is written from within its transaction, which ends when the desk has taken it.
  return store.readLong(async (tx) => {
    const head = await readHead(tx);
    const ended = await endOf(tx, request);
    if (ended !== null) return { to: request.after, head: head.position, ended };
    const query = { ...parts, request, head };
    const end = { to: head.position, at: parts.clock.now() };
    await sink.write(beginning(query, end));
    for await (const text of rowLines(tx, query)) await sink.write(text);
    await sink.write(await ending(tx, query, { ...end, checksum: await checksumOf(tx, query) }));
    return { to: head.position, head: head.position, ended: null };
  });
}

async function endOf(tx: ReadTx, { desk, scopes }: Following): Promise<Ended | null> {
  const row = await tx.db.selectFrom('desk').select('status').where('id', '=', desk.id).executeTakeFirst();
  if (row?.status === 'revoked') return 'revoked';
  return JSON.stringify(await deskScopes(tx, desk.branch)) === JSON.stringify(scopes) ? null : 'moved';
}

type BatchQuery = FeedParts & { readonly request: Following; readonly head: FeedHead };

/** Reads the changes of a batch up to the head; null when it is too long to hold. */
async function readBatch(tx: ReadTx, query: BatchQuery): Promise<Batch | null> {
  const at = query.clock.now();
  const held: string[] = [];
  let length = 0;
  for await (const text of rowLines(tx, query)) {
    length += text.length;
    if (length > HELD_LENGTH) return null;
    held.push(text);
  }
  return { to: query.head.position, at, lines: held, length, checksum: await checksumOf(tx, query) };
}

/** One text where it is short: most batches are a few lines, and each write is a packet. */
function joined(texts: readonly string[]): readonly string[] {
  return texts.length <= 3 ? [texts.join('')] : texts;
}

function rowLines(tx: ReadTx, { request: { scopes, after }, head }: BatchQuery): AsyncGenerator<string> {
  return changedLines(tx, { scopes, after, to: head.position });
}

/** The checksum of the rows at the head; null where the batch passes no mark. */
async function checksumOf(
  tx: ReadTx,
  { request: { scopes, after }, head, checksum }: BatchQuery,
): Promise<string | null> {
  return (await isMarked(tx, { after, to: head.position })) ? checksum(tx, scopes) : null;
}

function beginning({ head, request }: BatchQuery, { to, at }: Pick<Batch, 'to' | 'at'>): string {
  return line({ type: 'begin', epoch: head.epoch, after: request.after, to, at });
}

/** The part of a batch for one desk alone: the answers to its acts, and the positions of its streams. */
async function ending(
  tx: ReadTx,
  { request, head }: BatchQuery,
  batch: Omit<Batch, 'lines' | 'length'>,
): Promise<string> {
  const { desk, after, tellsNeighbors } = request;
  const { to, checksum } = batch;
  const receipts = await tx.db
    .selectFrom('receipt')
    .select('body')
    .where('desk_id', '=', desk.id)
    .where('position', '>', after)
    .where('position', '<=', to)
    .orderBy('position')
    .orderBy('seq')
    .execute();
  const lastSeq = await (to < head.position ? lastSeqsAt(tx, desk.id, to) : lastSeqs(tx, desk.id));
  const neighbors = tellsNeighbors === true ? { neighbors: await neighborSeqsAt(tx, desk, to) } : {};
  return [
    ...receipts.map(({ body }) => line({ type: 'receipt', receipt: body })),
    line({ type: 'commit', to, lastSeq, ...neighbors, ...(checksum === null ? {} : { checksum }) }),
  ].join('');
}

function line(value: FeedLine): string {
  return `${JSON.stringify(value)}\n`;
}
