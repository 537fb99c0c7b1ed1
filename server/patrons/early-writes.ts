// Edits of an account that arrive before the account itself: a restored server lost the registration, and a desk other
// than the one that sends it again edited it. Kept until the account is registered, or as long as events are. [I18]
// [I24]

import { EVENTS_KEPT_MS } from '../../shared/circ/occurred.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { purgedAmong } from '../purge/purge-list.ts';
import type { WriteTx } from '../store/store.ts';

/** A write of an account, with the act that it is of. */
export type AccountWrite = Extract<
  Recorded,
  { kind: 'writePatron' | 'writeCards' | 'writeBlock' | 'writeLink' | 'writeAgreement' }
>;

/** Two accounts are one person, of which one or both are not there. */
export type EarlyMerge = Extract<Recorded, { kind: 'mergePatrons' }> & Pick<AccountWrite, 'header'>;

/** Keeps writes of accounts that are not there. Of one that was purged nothing is kept. */
export async function keepEarlyWrites(
  tx: WriteTx,
  writes: readonly { readonly id: string; readonly write: AccountWrite | EarlyMerge }[],
  now: Instant,
): Promise<void> {
  if (writes.length === 0) return;
  const purged = await purgedAmong(
    tx,
    'patron',
    writes.map(({ id }) => id),
  );
  await tx.db
    .deleteFrom('early_account_write')
    .where('at', '<', now - EVENTS_KEPT_MS)
    .execute();
  await tx.upsert(
    'early_account_write',
    writes
      .filter(({ id }) => !purged.has(id))
      .map(({ id, write }) => ({
        act_id: write.header.id,
        patron_id: id,
        at: write.header.at,
        body: JSON.stringify(write),
      })),
  );
}

/** Takes out the writes that were kept of accounts that are there now. */
export async function takeEarlyWrites(
  tx: WriteTx,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly write: AccountWrite }[]> {
  const kept = await takeKept(tx, ids, (kind) => kind !== 'mergePatrons');
  return kept.flatMap(({ id, write }) => (write.kind === 'mergePatrons' ? [] : [{ id, write }]));
}

/** Takes out the merges that were kept of accounts that are there now. */
export async function takeEarlyMerges(
  tx: WriteTx,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly merge: EarlyMerge }[]> {
  const kept = await takeKept(tx, ids, (kind) => kind === 'mergePatrons');
  return kept.flatMap(({ id, write }) => (write.kind === 'mergePatrons' ? [{ id, merge: write }] : []));
}

type Kept = { readonly id: string; readonly act: string; readonly write: AccountWrite | EarlyMerge };

async function takeKept(
  tx: WriteTx,
  ids: readonly string[],
  isWanted: (kind: Kept['write']['kind']) => boolean,
): Promise<Kept[]> {
  if (ids.length === 0) return [];
  const rows = await tx.db.selectFrom('early_account_write').selectAll().where(tx.anyOf('patron_id', ids)).execute();
  const kept = rows
    .map(({ patron_id: id, act_id: act, body }) => ({ id, act, write: parseWrite(JSON.parse(body)) }))
    .filter(({ write }) => isWanted(write.kind));
  for (const { id, act } of kept)
    await tx.db.deleteFrom('early_account_write').where('patron_id', '=', id).where('act_id', '=', act).execute();
  return kept;
}

/** It was stored from one. */
const parseWrite = (stored: unknown) => stored as Kept['write'];
