// The acts that each call of the page recorded. A page that lost an answer asks for it within minutes; rows are kept for a day.

import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { envelopeById, type StoredEnvelope } from './envelopes.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** The acts of a call, in the order in which they were recorded. */
export function envelopesOfCall(db: Ledger, callId: string): StoredEnvelope[] {
  return db
    .all<{ readonly id: ActId }>('SELECT act_id AS id FROM call_act WHERE call_id = ? ORDER BY n', callId)
    .flatMap(({ id }) => envelopeById(db, id) ?? []);
}

/** Removes rows that no page asks for any more. */
export function forgetCalls(db: LedgerWriter, before: Instant): void {
  db.run('DELETE FROM call_act WHERE recorded_at < ?', before);
}
