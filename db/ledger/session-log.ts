// The audit of sign-ins at this desk, and of what staff took out of it.

import type { Json } from '../../shared/core/canonical-json.ts';
import type { StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { LedgerWriter } from './open-ledger.ts';

export type SessionEntry = {
  readonly at: Instant;
  readonly kind: 'sign-in' | 'sign-out' | 'refused' | 'locked' | 'unlocked' | 'idle' | 'exported';
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
