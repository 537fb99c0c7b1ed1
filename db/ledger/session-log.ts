// The audit of sign-ins at this desk, and of files that staff took out of it or handed in.

import { z } from 'zod';
import type { Json } from '../../shared/core/canonical-json.ts';
import type { StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { readSetting, writeSetting } from './desk-state.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

export type SessionEntry = {
  readonly at: Instant;
  readonly kind:
    | 'sign-in'
    | 'sign-out'
    | 'refused'
    | 'locked'
    | 'idle'
    | 'exported'
    | 'imported'
    | 'report-exported'
    /** A code by phone that was wrong, and one that locked them. */
    | 'code-refused'
    | 'code-locked';
  /** Null where the name that was typed is no staff member's: it may have been a PIN. */
  readonly staffId: StaffId | null;
};

/** Adds an entry. */
export function logSession(db: LedgerWriter, entry: SessionEntry, detail: Json = {}): void {
  db.transaction(() =>
    db.run(
      'INSERT INTO session_entry (at, kind, staff_id, detail) VALUES (?, ?, ?, ?)',
      entry.at,
      entry.kind,
      entry.staffId,
      JSON.stringify(detail),
    ),
  );
}

/** When each person last signed in at this desk. */
export function lastSignIns(db: Ledger): ReadonlyMap<string, Instant> {
  const rows = db.all<{ readonly staffId: string; readonly at: Instant }>(
    "SELECT staff_id AS staffId, MAX(at) AS at FROM session_entry WHERE kind = 'sign-in' AND staff_id IS NOT NULL GROUP BY staff_id",
  );
  return new Map(rows.map(({ staffId, at }) => [staffId, at]));
}

/** Sign-ins here that were not sent to the server, each with the last time, the longest ago first. `upTo` marks them as sent. */
export type UntoldSignIns = {
  readonly signIns: readonly { readonly staffId: StaffId; readonly at: Instant }[];
  readonly upTo: number;
};

/** Null: the server knows of all. */
export function untoldSignIns(db: Ledger, most: number): UntoldSignIns | null {
  const told = readSetting(db, SIGN_INS_TOLD, z.int()) ?? 0;
  const rows = db.all<{ readonly staffId: StaffId; readonly at: Instant; readonly n: number }>(
    `SELECT staff_id AS staffId, MAX(at) AS at, MAX(n) AS n FROM session_entry
      WHERE kind = 'sign-in' AND staff_id IS NOT NULL AND n > ? GROUP BY staff_id ORDER BY MAX(n) LIMIT ?`,
    told,
    most,
  );
  const last = rows.at(-1);
  if (last === undefined) return null;
  return { signIns: rows.map(({ staffId, at }) => ({ staffId, at })), upTo: last.n };
}

/** Marks these as sent to the server. */
export function signInsTold(db: LedgerWriter, { upTo }: UntoldSignIns): void {
  writeSetting(db, SIGN_INS_TOLD, upTo);
}

const SIGN_INS_TOLD = 'signInsTold';

/** Whether this desk ever had a sign-in. */
export function hasEverSignedIn(db: Ledger): boolean {
  return db.get(`SELECT 1 FROM session_entry WHERE kind = 'sign-in' LIMIT 1`) !== undefined;
}

/** Sign-ins and sign-outs from `from` up to `to`, in order, preceded by the last one before. */
export function sessionTurns(db: Ledger, from: Instant, to: Instant): SessionTurn[] {
  const rows = db.all<{ at: number; kind: string; staffId: StaffId | null }>(
    `SELECT at, kind, staff_id AS staffId FROM session_entry
     WHERE kind IN ('sign-in', 'sign-out') AND at <= ?
       AND n >= coalesce((SELECT max(n) FROM session_entry WHERE kind IN ('sign-in', 'sign-out') AND at <= ?), 0)
     ORDER BY n`,
    to,
    from,
  );
  return rows.map(({ at, kind, staffId }) => ({ at, staffId: kind === 'sign-in' ? staffId : null }));
}

/** From this moment on a member of staff is signed in; null = signed out. */
export type SessionTurn = { readonly at: Instant; readonly staffId: StaffId | null };
