// Keeps envelopes as they were received, and the text of each receipt: written once, returned byte for byte. [I5] [I6]

import { readChallenge } from '../../shared/circ/phone-code.ts';
import { actId, type ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Receipt } from '../../shared/wire/receipt.ts';
import { openException } from '../timeline/exception-row.ts';
import { forgetResolutions } from '../timeline/resolutions.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import type { Admitted } from './admit.ts';
import { factsRow } from './facts-row.ts';
import { fillQuarantine } from './missing-arguments.ts';
import type { Prepared } from './prepare-envelopes.ts';
import { loadStream } from './stream-state.ts';

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
      // A challenge in another form is worth nothing and need not be found.
      phone_challenge: readChallenge(admitted.prepared.body?.override?.phone?.challenge ?? '')?.challenge ?? null,
      ...factsRow(admitted.prepared),
    })),
  );
}

/**
 * Puts envelopes that contradict stored ones into quarantine, and raises an exception. Those that are there, or were taken over from there, are
 * known.
 * Returns whether any was not.
 */
export async function keepContradiction(
  tx: WriteTx,
  contradicting: readonly Prepared[],
  { now, deskNames }: { readonly now: Instant; readonly deskNames: ReadonlyMap<string, string> },
  changes: RowChanges,
): Promise<boolean> {
  const known = await tx.db
    .selectFrom('envelope')
    .select('hash')
    .where(
      tx.anyOf(
        'id',
        contradicting.map(({ place }) => place.id),
      ),
    )
    .execute();
  const kept = await tx.db
    .selectFrom('quarantine')
    .select('hash')
    .where(
      tx.anyOf(
        'hash',
        contradicting.map(({ hash }) => hash),
      ),
    )
    .execute();
  await fillQuarantine(tx, contradicting);
  const seen = new Set([...known, ...kept].map(({ hash }) => hash));
  const fresh = contradicting.filter(({ hash }) => !seen.has(hash));
  const [prepared] = fresh;
  if (prepared === undefined) return false;
  await tx.upsert(
    'quarantine',
    fresh.map((one) => received(one, now)),
  );
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
  return true;
}

/**
 * Raises exceptions for acts that were not taken in: each act that failed or was signed without the right to it, and once for a
 * stream that is held.
 */
export async function keepFaults(
  tx: WriteTx,
  answers: readonly Answered[],
  { now, deskNames }: { readonly now: Instant; readonly deskNames: ReadonlyMap<string, string> },
  changes: RowChanges,
): Promise<void> {
  for (const { admitted, outcome, codes } of answers) {
    const { deskId: desk, id, stream } = admitted.prepared.place;
    const branch = admitted.prepared.body?.branch ?? null;
    const about = { desk, now, branch };
    const name = deskNames.get(desk) ?? desk;
    if (outcome === 'rejected' && codes.includes('staff-role-revoked')) {
      // Nothing of it stands, so its work is still to be done.
      await putDeskException(tx, { ...about, code: 'staff-role-revoked', cause: id, params: { desk: name } }, changes);
    } else if (codes.includes('server-fault')) {
      const fault = codes.filter((code) => code !== 'server-fault').join(' ') || 'HF-SERVER-013';
      await putDeskException(tx, { ...about, code: 'server-fault', cause: id, params: { desk: name, fault } }, changes);
    } else if (outcome === 'held') {
      const code = codes.includes('desk-forked') ? 'desk-forked' : 'acts-held';
      await putDeskException(tx, { ...about, code, cause: stream, params: { desk: name } }, changes);
    }
  }
}

/** Raises, for a desk whose ledger lost acts, how many lost acts may be missing here as well. [I23] */
export async function keepLosses(
  tx: WriteTx,
  answers: readonly Answered[],
  { now, deskNames }: { readonly now: Instant; readonly deskNames: ReadonlyMap<string, string> },
  changes: RowChanges,
): Promise<void> {
  for (const { admitted } of answers) {
    const { place, body } = admitted.prepared;
    const { deskId: desk } = place;
    for (const { stream, after, upTo } of body?.lost ?? []) {
      const known = await loadStream(tx, stream);
      const count = upTo - Math.max(after, known?.deskId === desk ? known.lastSeq : 0);
      if (count <= 0) continue;
      const params = { desk: deskNames.get(desk) ?? desk, count };
      await putDeskException(
        tx,
        { code: 'acts-lost', desk, cause: stream, now, branch: body?.branch ?? null, params },
        changes,
      );
    }
  }
}

export type DeskException = {
  readonly code: 'desk-forked' | 'server-fault' | 'acts-held' | 'acts-lost' | 'staff-role-revoked';
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
  const present = (await readRows(tx, 'exception', [row.id])).get(row.id);
  // The released or dismissed act may have raised more since: there is no decision about that yet.
  if (present?.state === 'open') return;
  await forgetResolutions(tx, row.id);
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
