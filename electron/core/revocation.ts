// A desk that its library has revoked: it accepts no sign-in, its copy is deleted, and its acts lose their personal values as soon as the server has
// them. Acts that the server does not have yet are kept until they are taken, once, and held there. Revocation is for ever: such a computer is
// enrolled anew in another folder.

import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import { readSetting, writeSetting } from '../../db/ledger/desk-state.ts';
import type { Ledger, LedgerWriter } from '../../db/ledger/open-ledger.ts';
import { answeredUnpurged, purgeAnswered } from '../../db/ledger/purge-settled.ts';
import { grantsState, replaceGrants } from '../../db/ledger/staff-grants.ts';
import type { CopyKeeper } from './copy-keeper.ts';

const settingName = 'revokedAt';
const atOnce = 500;

/** When this desk learnt that it is revoked; null for one that is not. */
export function revokedAt(ledger: Ledger): Instant | null {
  return readSetting(ledger, settingName, InstantSchema);
}

/** Locks the desk and deletes its patron data. The lock is recorded first, so that a start after a crash goes on with it. */
export function lockRevoked(ledger: LedgerWriter, keeper: Pick<CopyKeeper, 'wipe'>, at: Instant): void {
  if (revokedAt(ledger) === null) writeSetting(ledger, settingName, at);
  replaceGrants(ledger, [], { revision: grantsState(ledger)?.revision ?? 0, fetchedAt: at });
  keeper.wipe();
  wipeAnswered(ledger);
}

/** Takes the personal values out of every act that the server has. */
export function wipeAnswered(ledger: LedgerWriter): void {
  for (;;) {
    const places = answeredUnpurged(ledger, atOnce);
    if (places.length === 0) return;
    purgeAnswered(ledger, places);
  }
}
