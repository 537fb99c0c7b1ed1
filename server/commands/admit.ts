// Takes the envelopes of a stream in their order and decides about each: answered already, to be applied, held, or a
// duplicate. Returns where the order breaks. Reads only; the caller has the stream to itself. [I2] [I4] [I6] [I8]

import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ActHeader } from '../../shared/circ/acts.ts';
import { boundedHeader } from '../../shared/circ/occurred.ts';
import type { CommandsResponse } from '../../shared/wire/commands.ts';
import type { EnvelopeBody } from '../../shared/wire/envelope.ts';
import type { ReadTx } from '../store/store.ts';
import type { DeskRow, Prepared } from './prepare-envelopes.ts';
import { purgedAmong } from '../purge/purge-list.ts';
import { findFillings, mayBePurged, type Filling } from './missing-arguments.ts';
import { contactBefore, loadStream, newStream, replacing, type StreamState } from './stream-state.ts';

/** An envelope that is next in its stream, with the time it counts at. */
export type Admitted = {
  readonly prepared: Prepared;
  /** Null when this version cannot read the body. */
  readonly header: ActHeader | null;
  readonly effectiveAt: Instant;
  readonly clampedAt: Instant | null;
};

/** Why an envelope is not applied. */
export type Refusal = {
  readonly outcome: 'held' | 'duplicate-of';
  readonly code: 'desk-revoked' | 'desk-forked' | 'malformed' | 'args-missing' | 'id-taken' | 'duplicate-of';
};

/** The verdict on one envelope. */
export type Verdict =
  | { readonly kind: 'stored'; readonly receipt: string }
  /** The same envelope stands earlier in this request. */
  | { readonly kind: 'repeat'; readonly seq: number }
  | { readonly kind: 'take'; readonly admitted: Admitted }
  | { readonly kind: 'refuse'; readonly admitted: Admitted; readonly refusal: Refusal };

export type Admission = {
  readonly verdicts: readonly Verdict[];
  readonly state: StreamState;
  /** The state of the stream before the request. */
  readonly statusBefore: StreamState['status'];
  readonly problem: CommandsResponse['problem'];
  /** An envelope that contradicts a stored one, and those that follow from it: acts of a copy of the desk. */
  readonly contradicting: readonly Prepared[];
  /** Acts that were kept without arguments, which came now. */
  readonly fillings: readonly Filling[];
};

type Known = {
  /** Hash and receipt of earlier acts, by seq. */
  readonly stored: ReadonlyMap<number, { readonly hash: string; readonly receipt: string }>;
  /** Streams of the desk in which a command id was taken before. */
  readonly streamsOf: ReadonlyMap<string, string>;
  /** Command ids that another desk used: only one of two such acts can be on a timeline. */
  readonly idsOfOthers: ReadonlySet<string>;
  /** The stream that each stream of the desk replaced. */
  readonly replaced: ReadonlyMap<string, string | null>;
  /** Places in the list of purged acts where the library removed the arguments itself. */
  readonly purged: ReadonlySet<string>;
  /** The request goes on from an envelope that contradicted a stored one. */
  readonly followsQuarantine: boolean;
  readonly desk: DeskRow;
  readonly now: Instant;
};

/** Goes through the envelopes. Null: there is nothing to go through and the stream is not known. */
export async function admit(
  tx: ReadTx,
  request: {
    readonly stream: StreamState['stream'];
    readonly prepared: readonly Prepared[];
    readonly desks: ReadonlyMap<string, DeskRow>;
  },
  now: Instant,
): Promise<Admission | null> {
  const [first] = request.prepared;
  const found = await loadStream(tx, request.stream);
  if (first === undefined)
    return found === null
      ? null
      : {
          verdicts: [],
          state: found,
          statusBefore: found.status,
          problem: problemOf(found),
          contradicting: [],
          fillings: [],
        };
  const desk = request.desks.get(first.place.deskId);
  if (desk === undefined) return null;
  const isBegun = found !== null && (found.lastSeq > 0 || found.status !== 'open');
  const start = isBegun ? found : await startStream(tx, first, now);
  const known = { ...(await loadKnown(tx, request.prepared)), desk, now };
  return { ...goThrough(start, request.prepared, known), fillings: await findFillings(tx, request.prepared) };
}

async function startStream(tx: ReadTx, { place, body }: Prepared, now: Instant): Promise<StreamState> {
  const state = newStream(place.stream, place.deskId, now);
  const after = body?.after;
  if (after === undefined) return state;
  const before = await loadStream(tx, after.stream);
  // The older stream may come later than its successor; that it is older is known already.
  return replacing(state, after, before?.deskId === place.deskId ? before : null);
}

async function loadKnown(
  tx: ReadTx,
  prepared: readonly Prepared[],
): Promise<Pick<Known, 'stored' | 'streamsOf' | 'idsOfOthers' | 'replaced' | 'followsQuarantine' | 'purged'>> {
  const stream = prepared[0]?.place.stream ?? '';
  const seqs = prepared.map(({ place }) => place.seq);
  const stored = await tx.db
    .selectFrom('envelope')
    .innerJoin('receipt', (join) =>
      join.onRef('receipt.stream', '=', 'envelope.stream').onRef('receipt.seq', '=', 'envelope.seq'),
    )
    .select(['envelope.seq', 'envelope.hash', 'receipt.body'])
    .where('envelope.stream', '=', stream)
    .where('envelope.seq', '>=', Math.min(...seqs))
    .where('envelope.seq', '<=', Math.max(...seqs))
    .execute();
  const ids = await tx.db
    .selectFrom('envelope')
    .select(['id', 'stream', 'desk_id'])
    .where(
      tx.anyOf(
        'id',
        prepared.map(({ place }) => place.id),
      ),
    )
    .where('outcome', '=', 'applied')
    .execute();
  const owner = prepared[0]?.place.deskId ?? '';
  const [own, others] = [ids.filter((row) => row.desk_id === owner), ids.filter((row) => row.desk_id !== owner)];
  const streams = await tx.db
    .selectFrom('desk_stream')
    .select(['stream', 'after_stream'])
    .where('desk_id', '=', owner)
    .execute();
  const before = await tx.db
    .selectFrom('quarantine')
    .select('seq')
    .where('stream', '=', stream)
    .where('hash', '=', prepared[0]?.place.prevHash ?? '')
    .executeTakeFirst();
  const withoutArgs = prepared.filter(({ envelope }) => envelope.args === null);
  return {
    purged: await purgedAmong(tx, 'args', withoutArgs.map(placeKey)),
    followsQuarantine: before !== undefined,
    replaced: new Map(streams.map((row) => [row.stream, row.after_stream])),
    stored: new Map(stored.map((row) => [row.seq, { hash: row.hash, receipt: row.body }])),
    streamsOf: new Map(own.map((row) => [row.id, row.stream])),
    idsOfOthers: new Set(others.map((row) => row.id)),
  };
}

function placeKey({ place }: Prepared): string {
  return `${place.stream}/${place.seq}`;
}

function goThrough(start: StreamState, prepared: readonly Prepared[], known: Known): Omit<Admission, 'fillings'> {
  const verdicts: Verdict[] = [];
  const taken = new Map<number, string>();
  const ids = new Set<ActId>();
  let state = start;
  for (const [index, one] of prepared.entries()) {
    const { place, hash } = one;
    const ends = (problem: 'gap' | 'desk-forked' | 'bad-signature'): Omit<Admission, 'fillings'> => {
      const forked = problem === 'desk-forked';
      return {
        verdicts,
        problem,
        statusBefore: start.status,
        state: forked ? { ...state, status: 'forked' } : state,
        contradicting: forked ? chainFrom(prepared.slice(index)) : [],
      };
    };
    if (place.deskId !== state.deskId) return ends('bad-signature');
    const before = known.stored.get(place.seq);
    if (place.seq <= state.lastSeq) {
      if ((before?.hash ?? taken.get(place.seq)) !== hash) return ends('desk-forked');
      verdicts.push(
        before === undefined ? { kind: 'repeat', seq: place.seq } : { kind: 'stored', receipt: before.receipt },
      );
      continue;
    }
    if (place.seq > state.lastSeq + 1) return ends(index === 0 && known.followsQuarantine ? 'desk-forked' : 'gap');
    if (place.prevHash !== state.lastHash) return ends('desk-forked');
    // A carrier cannot take the arguments off an act, which would leave it waiting without them.
    if (one.envelope.args === null && !known.purged.has(placeKey(one)) && !mayBePurged(one, known.now))
      return ends('bad-signature');
    const admitted = timed(one, state, known.now);
    const refusal = refusalOf(one, state, { ...known, isRepeated: ids.has(place.id) });
    verdicts.push(refusal === null ? { kind: 'take', admitted } : { kind: 'refuse', admitted, refusal });
    taken.set(place.seq, hash);
    // Only a taken act counts: a held one beside it is no second copy of anything.
    if (refusal === null) ids.add(place.id);
    const isStated = admitted.header?.stated ?? true;
    state = { ...state, lastSeq: place.seq, lastHash: hash, lastAt: isStated ? state.lastAt : admitted.effectiveAt };
  }
  return { verdicts, state, statusBefore: start.status, problem: problemOf(state), contradicting: [] };
}

/** The first of these, and those that follow from it without a gap. */
function chainFrom(prepared: readonly Prepared[]): Prepared[] {
  const end = prepared.findIndex((one, index) => {
    const before = prepared[index - 1];
    return before !== undefined && one.place.prevHash !== before.hash;
  });
  return end === -1 ? [...prepared] : prepared.slice(0, end);
}

function problemOf(state: StreamState): CommandsResponse['problem'] {
  return state.status === 'forked' ? 'desk-forked' : undefined;
}

/** The time of the act: that of its envelope, clamped when its clock is suspect. */
function timed(prepared: Prepared, state: StreamState, now: Instant): Admitted {
  const { body } = prepared;
  if (body === null) return { prepared, header: null, effectiveAt: now, clampedAt: null };
  const bounds = { lastContactAt: contactBefore(state, body.seq), receivedAt: now };
  const { header, clampedAt } = boundedHeader(headerSource(body), state.lastAt, bounds);
  return { prepared, header, effectiveAt: header.at, clampedAt };
}

/** The source of an act's header, as its envelope gives it. */
export function headerSource(body: EnvelopeBody) {
  const { id, deskId, stream, seq, branch, occurred } = body;
  return { id, deskId, stream, seq, branch, occurred, stated: body.stated ?? null, saw: body.basis.saw ?? null };
}

function refusalOf(
  { place, body, args, envelope }: Prepared,
  state: StreamState,
  known: Known & { readonly isRepeated: boolean },
): Refusal | null {
  if (known.desk.status === 'revoked') return { outcome: 'held', code: 'desk-revoked' };
  if (state.status === 'forked') return { outcome: 'held', code: 'desk-forked' };
  const elsewhere = known.streamsOf.get(place.id);
  // The copy in the older stream counts, in any order of arrival.
  const isDuplicate = elsewhere !== undefined && !isReplacedBy(place.stream, elsewhere, known.replaced);
  if (known.isRepeated || isDuplicate) return { outcome: 'duplicate-of', code: 'duplicate-of' };
  if (known.idsOfOthers.has(place.id)) return { outcome: 'held', code: 'id-taken' };
  if (envelope.args === null) return { outcome: 'held', code: 'args-missing' };
  return body === null || args === null ? { outcome: 'held', code: 'malformed' } : null;
}

/** Whether a stream is older than another: the other replaced it, or replaced one that did. */
function isReplacedBy(stream: string, other: string, replaced: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let next = replaced.get(other) ?? null; next !== null && !seen.has(next); next = replaced.get(next) ?? null) {
    if (next === stream) return true;
    seen.add(next);
  }
  return false;
}
