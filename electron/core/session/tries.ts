// Wrong PINs and wrong codes by phone are counted alike: rows of the ledger, so that a new start gives no new tries,
// and from the fifth on a lock that doubles.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant, Millis } from '../../../shared/core/instant.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { addSignInFailure, lockSignIn, signInFailures } from '../../../db/ledger/sign-in-failures.ts';

/**
 * Throws `code`, with the seconds that are left, while a subject is locked. If the clock was set back since, the lock
 * begins anew: it is never longer than the tries make it, from any year of that clock.
 */
export function refuseLocked(
  ledger: LedgerWriter,
  subject: string,
  { now, code }: { readonly now: Instant; readonly code: 'HF-AUTH-023' | 'HF-AUTH-027' },
): void {
  const found = signInFailures(ledger, subject);
  if (found === null || found.lockedUntil === null || found.lockedUntil <= now) return;
  const until = Math.min(found.lockedUntil, now + lockMs(found.failures));
  if (until < found.lockedUntil) lockSignIn(ledger, subject, until);
  throw new HoldfastError(code, { seconds: Math.ceil((until - now) / 1_000) });
}

/** Counts one more failure; whether it locks. */
export function countFailure(ledger: LedgerWriter, subject: string, now: Instant): boolean {
  const lock = lockMs(addSignInFailure(ledger, subject, now));
  if (lock > 0) lockSignIn(ledger, subject, now + lock);
  return lock > 0;
}

const freeTries = 4;
const firstLockMs = 30_000;
const longestLockMs = 15 * 60_000;

/** How long to lock after so many failures in a row; 0 = not yet. Doubles from the fifth on. */
export function lockMs(failures: number): Millis {
  return failures <= freeTries ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** (failures - freeTries - 1));
}
