// A look at the files of a desk that a person asked for at the command line: doctor's checks, or a copy of the ledger.

import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { purgeHorizon } from '../../../shared/circ/purge.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import { backupLedger } from '../../../db/ledger/backup-ledger.ts';
import type { KeyProtection, KeyStore } from '../../../db/keys/key-store.ts';
import type { DeskSecrets } from '../../../db/keys/open-secrets.ts';
import { openDeskQuietly, type QuietDesk } from '../open-desk-quietly.ts';
import { systemClock } from '../system-clock.ts';
import { systemRandom } from '../system-random.ts';
import { checkDesk } from './check-desk.ts';
import type { Finding } from './finding.ts';
import { copiesBefore, type LedgerCopy } from './ledger-copies.ts';

/** A request for a look. `to`: an absolute path where no file is yet. */
export type LookAsked = { readonly kind: 'check' } | BackupAsked;
/** `keepDays`: copies of this ledger beside it that are older go; null = they are named once they are older than the library keeps such data. */
export type BackupAsked = { readonly kind: 'backup'; readonly to: string; readonly keepDays: number | null };

export type LookJob = {
  readonly dir: string;
  readonly clockShiftMs: number;
  /** Of the core, which alone can have them unsealed. */
  readonly secrets: DeskSecrets;
  readonly protection: KeyProtection;
  readonly asked: LookAsked;
};

export type LookAnswer =
  | { readonly kind: 'checked'; readonly findings: readonly Finding[] }
  /** `old`: copies that went, or should. */
  | { readonly kind: 'backed-up'; readonly old: readonly LedgerCopy[] }
  | { readonly kind: 'refused'; readonly code: HoldfastError['code']; readonly params: HoldfastError['params'] };

/** Does it beside the running core, whose keys it was handed. */
export async function answerLook({ dir, clockShiftMs, secrets, protection, asked }: LookJob): Promise<LookAnswer> {
  const clock = systemClock(clockShiftMs);
  try {
    const desk = await openDeskQuietly(dir, clock, systemRandom, handedOver(secrets, protection));
    try {
      if (asked.kind === 'check') return { kind: 'checked', findings: await checkDesk(desk, dir, clock) };
      return { kind: 'backed-up', old: backUp(desk, asked, clock.now()) };
    } finally {
      desk.close();
    }
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return { kind: 'refused', code: error.code, params: error.params };
  }
}

/** Copies the ledger; returns older copies beside it. Throws HF-DB-018 where a file is already. */
export function backUp(desk: QuietDesk, { to, keepDays }: BackupAsked, now: Instant): readonly LedgerCopy[] {
  if (existsSync(to)) throw new HoldfastError('HF-DB-018', { path: to });
  backupLedger(desk.ledger, to);
  const before = keepDays === null ? purgeHorizon(now, contactTerms(desk.ledger)) : now - keepDays * DAY_MS;
  const old = copiesBefore(desk, dirname(to), { now, before });
  if (keepDays !== null) for (const copy of old) rmSync(copy.path);
  return old.map(({ path, days }) => ({ path, days }));
}

/** Reads secrets from the hand-over, and stores nothing. */
function handedOver(secrets: DeskSecrets, protection: KeyProtection): KeyStore {
  return {
    protection,
    load: () => Promise.resolve(secrets),
    save: () => Promise.reject(new Error('handed keys are not saved')),
    loadMark: () => Promise.resolve(null),
    saveMark: () => Promise.resolve(),
  };
}
