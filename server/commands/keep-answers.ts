// Keeps envelopes as they were received, and the text of each receipt: written once, returned byte for byte. [I5] [I6]

import { actId, type ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Receipt } from '../../shared/wire/receipt.ts';
import { openException } from '../timeline/exception-row.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import type { Admitted } from './admit.ts';
import type { Prepared } from './prepare-envelopes.ts';

/** An envelope with its answer. */
export type Answered = {
  readonly admitted: Admitted;
  readonly outcome: Receipt['outcome'];
  readonly codes: readonly string[];
  readonly duplicateOf?: ActId;
};

/** The text of a receipt. */
export function receiptText(answered: Answered, at: { readonly position: number; readonly now: Instant }): string {
  const { admitted, outcome, codes, duplicateOf } = answered;
  const { deskId, stream, seq, id } = admitted.prepared.place;
  const receipt: Receipt = {
    deskId,
    stream,
    seq,
    id,
    hash: admitted.prepared.hash,
    outcome,
    codes: [...codes],
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
    receivedAt: at.now,
    effectiveAt: admitted.effectiveAt,
    clockSuspect: admitted.clampedAt !== null,
    position: at.position,
  };
  return JSON.stringify(receipt);
}

/** Keeps the envelopes that were answered now. */
export async function keepEnvelopes(tx: WriteTx, answers: readonly Answered[], now: Instant): Promise<void> {
  await tx.upsert(
    'envelope',
    answers.map(({ admitted, outcome }) => ({
      ...received(admitted.prepared, now),
      id: admitted.prepared.place.id,
      name: admitted.prepared.place.name,
      effective_at: admitted.effectiveAt,
      clamped_at: admitted.clampedAt,
      outcome,
    })),
  );
}

/** Puts an envelope that contradicts what is there into quarantine, and says so. */
export async function keepContradiction(
  tx: WriteTx,
  prepared: Prepared | null,
  { now, deskNames }: { readonly now: Instant; readonly deskNames: ReadonlyMap<string, string> },
  changes: RowChanges,
): Promise<void> {
  if (prepared === null) return;
  await tx.upsert('quarantine', [received(prepared, now)]);
  const desk = prepared.place.deskId;
  await putDeskException(
    tx,
    {
      code: 'desk-forked',
      desk,
      cause: prepared.place.stream,
      now,
      branch: prepared.body?.branch ?? null,
      params: { desk: deskNames.get(desk) ?? desk },
    },
    changes,
  );
}

/** Says of each act that could not be taken in that it is kept for a person to look at. */
export async function keepFaults(
  tx: WriteTx,
  answers: readonly Answered[],
  { now, deskNames }: { readonly now: Instant; readonly deskNames: ReadonlyMap<string, string> },
  changes: RowChanges,
): Promise<void> {
  for (const { admitted, codes } of answers) {
    if (!codes.includes('server-fault')) continue;
    const { deskId: desk, id } = admitted.prepared.place;
    const fault = codes.filter((code) => code !== 'server-fault').join(' ') || 'HF-SERVER-013';
    const params = { desk: deskNames.get(desk) ?? desk, fault };
    await putDeskException(
      tx,
      { code: 'server-fault', desk, cause: id, now, branch: admitted.prepared.body?.branch ?? null, params },
      changes,
    );
  }
}

export type DeskException = {
  readonly code: 'desk-forked' | 'server-fault';
  readonly desk: string;
  readonly cause: string;
  readonly now: Instant;
  readonly branch: Parameters<typeof openException>[0]['branch'];
  readonly params: Parameters<typeof openException>[0]['params'];
};

/** An exception about a desk, made once. */
export async function putDeskException(tx: WriteTx, about: DeskException, changes: RowChanges): Promise<void> {
  const { code, desk, cause, now, branch, params } = about;
  const row = openException({
    code,
    origin: 'judged',
    subject: { desk },
    cause: actId(cause),
    at: now,
    branch,
    params,
  });
  const present = await tx.db.selectFrom('exception').select('id').where('id', '=', row.id).executeTakeFirst();
  if (present !== undefined) return;
  const own = collectChanges();
  own.put('exception', row);
  await writeChanges(tx, own);
  changes.add(own);
}

function received({ envelope, place, hash }: Prepared, now: Instant) {
  const { stream, seq, deskId } = place;
  const { body, signature, args, salt } = envelope;
  return { stream, seq, desk_id: deskId, hash, body, signature, args, salt, received_at: now };
}
