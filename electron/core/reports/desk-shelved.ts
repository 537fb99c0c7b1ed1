// Copies that this desk shelved from carts, for its service report.

import type { ReportPeriod } from '../../../shared/reports/question.ts';
import { shelvedAmong, type Shelved } from '../../../shared/reports/service/shelving.ts';
import { auditedEnvelopes } from '../../../db/ledger/audited-acts.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';

/** Those of a time. */
export function deskShelved(ledger: Ledger, period: ReportPeriod): Shelved[] {
  const acts = auditedEnvelopes(ledger, ['shelve'], period);
  return acts.length === 0
    ? []
    : shelvedAmong(acts, auditedEnvelopes(ledger, ['undo'], { from: period.from, to: Number.MAX_SAFE_INTEGER }));
}
