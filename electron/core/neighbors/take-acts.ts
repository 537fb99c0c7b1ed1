// Takes acts that a neighbor passed on: only the next ones of a stream, each with the signature of the desk whose stream it is. [I2] [I4] [I21]

import type { StreamId } from '../../../shared/core/ids.ts';
import type { Signing } from '../../../db/keys/signing.ts';
import type { NeighborAct, NeighborBook } from '../../../db/overlay/neighbor-book.ts';
import { argsState, EnvelopeBodySchema, type Envelope, type EnvelopeBody } from '../../../shared/wire/envelope.ts';
import type { NeighborLine } from '../../../shared/wire/neighbor-lines.ts';
import type { Neighbor } from '../../../shared/wire/neighbors.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { LastSeqs } from '../../../db/ledger/queue.ts';
import type { NeighborList } from './neighbor-list.ts';

export type TakingParts = {
  readonly identity: Pick<Identity, 'branch'>;
  readonly book: NeighborBook;
  readonly list: NeighborList;
  readonly signing: Pick<Signing, 'verifier'>;
  /** How far the copy has the streams of neighbors; null = that is not known. */
  readonly confirmed: () => LastSeqs | null;
};

/** The acts that were taken; `isForged`: something came that its desk did not write. */
export type TakenActs = { readonly acts: readonly NeighborAct[]; readonly isForged: boolean };

/** The last seq of a stream that is here; null where none of its acts is accepted. */
export function knownOf({ book, list, confirmed }: TakingParts, stream: StreamId): number | null {
  const seqs = confirmed();
  if (seqs === null || list.ofStream(stream) === null) return null;
  return Math.max(book.last(stream)?.seq ?? 0, seqs[stream] ?? 0);
}

/** Takes the acts that follow; others are left, and asked for again in time. */
export function takeActs(
  parts: TakingParts,
  from: Neighbor,
  { stream, after, before, envelopes, policies }: Extract<NeighborLine, { type: 'acts' }>,
): TakenActs {
  const { book, list, signing, identity } = parts;
  const desk = list.ofStream(stream);
  const acts: NeighborAct[] = [];
  if (desk === null || knownOf(parts, stream) !== after) return { acts, isForged: false };
  const verify = signing.verifier(desk.publicKey);
  let chainAt = book.last(stream) === null ? null : book.chainAt(stream);
  // A time counts from the stream's own desk alone: another desk could move its acts.
  if (book.last(stream) === null && from.deskId === desk.deskId) chainAt = before;
  for (const envelope of envelopes) {
    if (!verify(envelope.body, envelope.signature)) return { acts, isForged: true };
    const body = bodyOf(envelope);
    if (body === null) break;
    const seq = after + acts.length + 1;
    const isNext = body.deskId === desk.deskId && body.stream === stream && body.seq === seq;
    const state = argsState(envelope, body.argsDigest);
    if (state === 'changed') return { acts, isForged: true };
    if (!isNext || body.branch !== identity.branch || state === 'absent') break;
    const act = { stream, seq, envelope, before: chainAt, body };
    if (!book.add(act, policies)) break;
    acts.push(act);
    chainAt = book.chainAt(stream);
  }
  return { acts, isForged: false };
}

/** Null for an act that this version cannot read, though its desk wrote it. */
function bodyOf({ body }: Envelope): EnvelopeBody | null {
  try {
    return EnvelopeBodySchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
