// The contents of the audit of sign-ins.

import type { Ledger } from '../../../../db/ledger/open-ledger.ts';
import type { SessionEntry } from '../../../../db/ledger/session-log.ts';

/** All entries, oldest first. */
export function sessionEntries(db: Ledger): SessionEntry[] {
  return db.all('SELECT at, kind, staff_id AS staffId FROM session_entry ORDER BY n');
}
