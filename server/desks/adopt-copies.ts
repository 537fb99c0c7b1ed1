// The way in for the acts of a copy of a desk: two computers went on from one ledger, and the acts of the second are in quarantine, under numbers
// that the first used. They get a stream of their own here and are held in it, at their own times; a supervisor who has looked at them takes
// them in like any held act. Their signed bytes stay as they came. [I4] [I5] [I7] [I8]

import { hashedId } from '../../shared/core/digest.ts';
import { branchId, deskId, streamId, type StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { boundedHeader } from '../../shared/circ/occurred.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { headerSource, type Admitted } from '../commands/admit.ts';
import { keepEnvelopes, putDeskException, receiptText, type Answered } from '../commands/keep-answers.ts';
import { readEnvelope, type Prepared } from '../commands/prepare-envelopes.ts';
import { newStream, saveStream } from '../commands/stream-state.ts';
import { publish } from '../feed/publish.ts';
import { collectChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';
import { deskNamed, type DeskEntry } from './desk-list.ts';

/** The acts found in quarantine, and how many of them are held now; acts taken before under the same id are not. */
export type Adopted = { readonly desk: DeskEntry; readonly held: number; readonly known: number };

type Kept = { readonly prepared: Prepared; readonly receivedAt: Instant };

/** Takes the acts of copies of desks out of quarantine. Throws as `deskNamed`. */
export async function adoptCopies(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  named: string,
): Promise<Adopted> {
  const desk = await deskNamed(store, named);
  return store.write(async (tx) => {
    const kept = await quarantined(tx, desk.deskId);
    await tx.lock([...kept.map(({ prepared }) => `stream:${prepared.place.stream}`), `desk:${desk.deskId}`]);
    const now = clock.now();
    const changes = collectChanges();
    const answers: Answered[] = [];
    for (const chain of chainsOf(kept)) answers.push(...(await holdChain(tx, { desk, chain, now }, changes)));
    await tx.db.deleteFrom('quarantine').where('desk_id', '=', desk.deskId).execute();
    if (answers.length > 0) {
      const position = await tx.nextPosition();
      await publish(tx, position, changes);
      await tx.upsert(
        'receipt',
        answers.map((answered) => receiptRow(answered, { position, now })),
      );
    }
    const held = answers.filter(({ outcome }) => outcome === 'held').length;
    return { desk, held, known: answers.length - held };
  });
}

async function quarantined(tx: ReadTx, desk: string): Promise<Kept[]> {
  const rows = await tx.db
    .selectFrom('quarantine')
    .selectAll()
    .where('desk_id', '=', desk)
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ received_at: receivedAt, ...envelope }) => {
    const prepared = readEnvelope(envelope);
    return prepared === null ? [] : [{ prepared, receivedAt }];
  });
}

/** Each act with those that follow from it: one chain for each copy. */
function chainsOf(kept: readonly Kept[]): Kept[][] {
  const chains: Kept[][] = [];
  for (const one of kept) {
    const before = chains.find((chain) => chain.at(-1)?.prepared.hash === one.prepared.place.prevHash);
    if (before === undefined) chains.push([one]);
    else before.push(one);
  }
  return chains;
}

type Holding = { readonly desk: DeskEntry; readonly chain: readonly Kept[]; readonly now: Instant };

async function holdChain(tx: WriteTx, { desk, chain, now }: Holding, changes: RowChanges): Promise<Answered[]> {
  const [head] = chain;
  const last = chain.at(-1);
  if (head === undefined || last === undefined) return [];
  const { place } = head.prepared;
  const before = await tx.db
    .selectFrom('envelope')
    .select(['stream', 'effective_at as at'])
    .where('desk_id', '=', desk.deskId)
    .where('hash', '=', place.prevHash)
    .where('seq', '=', place.seq - 1)
    .executeTakeFirst();
  // Earlier acts of the same copy have their stream already.
  const goesOn = before !== undefined && before.stream !== place.stream;
  const stream = streamId(goesOn ? before.stream : hashedId('copy', place.stream, head.prepared.hash));
  const known = await idsTaken(tx, chain);
  let lastAt = before?.at ?? null;
  const answers = chain.map(({ prepared, receivedAt }): Answered => {
    const admitted = timed(inStream(prepared, stream), lastAt, receivedAt);
    if (admitted.header?.stated === false) lastAt = admitted.effectiveAt;
    const { id } = prepared.place;
    return known.has(id)
      ? { admitted, outcome: 'duplicate-of', codes: [], duplicateOf: id }
      : { admitted, outcome: 'held', codes: ['desk-forked'] };
  });
  await keepEnvelopes(tx, answers, now);
  await saveStream(tx, {
    ...newStream(stream, deskId(desk.deskId), now),
    status: 'forked',
    afterStream: place.stream,
    lastSeq: last.prepared.place.seq,
    lastHash: last.prepared.hash,
    lastAt,
  });
  const branch = branchId(desk.branch);
  const about = { code: 'acts-held' as const, desk: desk.deskId, cause: stream, now, branch };
  await putDeskException(tx, { ...about, params: { desk: desk.name } }, changes);
  return answers;
}

/** Ids that another stream has an act of. */
async function idsTaken(tx: ReadTx, chain: readonly Kept[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select('id')
    .where(
      tx.anyOf(
        'id',
        chain.map(({ prepared }) => prepared.place.id),
      ),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function inStream(prepared: Prepared, stream: StreamId): Prepared {
  return { ...prepared, place: { ...prepared.place, stream } };
}

/** When it happened, by its envelope; no contact of the other computer bounds it, only the moment at which it came. */
function timed(prepared: Prepared, lastAt: Instant | null, receivedAt: Instant): Admitted {
  const { body, place } = prepared;
  if (body === null) return { prepared, header: null, effectiveAt: receivedAt, clampedAt: null };
  const source = { ...headerSource(body), stream: place.stream };
  const { header, clampedAt } = boundedHeader(source, lastAt, { lastContactAt: null, receivedAt });
  return { prepared, header, effectiveAt: header.at, clampedAt };
}

function receiptRow(answered: Answered, at: { readonly position: number; readonly now: Instant }) {
  const { stream, seq, deskId: desk, id } = answered.admitted.prepared.place;
  return { stream, seq, desk_id: desk, id, position: at.position, body: receiptText(answered, at) };
}
