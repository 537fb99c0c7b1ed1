// Wrong PINs in a row. They are rows, so that a restart does not give a thief new tries. How many lock, and for how long, is not decided here.

import type { Instant } from '../../shared/core/instant.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

export type SignInFailures = {
  /** In a row. */
  readonly failures: number;
  readonly lastAt: Instant;
  /** Null: not locked. */
  readonly lockedUntil: Instant | null;
};

/** Failures of a subject (a staff id, or the key for an unknown name); null when there are none. */
export function signInFailures(db: Ledger, subject: string): SignInFailures | null {
  return (
    db.get<SignInFailures>(
      'SELECT failures, last_at AS lastAt, locked_until AS lockedUntil FROM sign_in_failure WHERE subject = ?',
      subject,
    ) ?? null
  );
}

/** Counts one more failure and returns the count. */
export function addSignInFailure(db: LedgerWriter, subject: string, at: Instant): number {
  return db.transaction(() => {
    db.run(
      `INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (?, 1, ?)
       ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at`,
      subject,
      at,
    );
    return signInFailures(db, subject)?.failures ?? 0;
  });
}

/** Locks a subject until a moment. */
export function lockSignIn(db: LedgerWriter, subject: string, until: Instant): void {
  db.transaction(() => db.run('UPDATE sign_in_failure SET locked_until = ? WHERE subject = ?', until, subject));
}

/** Forgets the oldest failures of subjects that begin alike, but for so many. */
export function keepNewestFailures(db: LedgerWriter, prefix: string, most: number): void {
  db.transaction(() =>
    db.run(
      `DELETE FROM sign_in_failure WHERE subject IN (
         SELECT subject FROM sign_in_failure WHERE subject >= ? AND subject < ? ORDER BY last_at DESC, subject LIMIT -1 OFFSET ?
       )`,
      prefix,
      `${prefix}\u{10ffff}`,
      most,
    ),
  );
}

/** Forgets the failures of a subject: it signed in, or a supervisor unlocked it. */
export function clearSignInFailures(db: LedgerWriter, subject: string): void {
  db.transaction(() => db.run('DELETE FROM sign_in_failure WHERE subject = ?', subject));
}
