// Copies that this desk marked missing, for its service report: how each stands now is from its copy of the library.

import type { ReportPeriod } from '../../../shared/reports/question.ts';
import { missingAmong, type MissingCopies } from '../../../shared/reports/service/missing-section.ts';
import { auditedEnvelopes } from '../../../db/ledger/audited-acts.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Those of a time. */
export function deskMissing({ ledger, copy }: DeskFacts, period: ReportPeriod): MissingCopies {
  const undone = { from: period.from, to: Number.MAX_SAFE_INTEGER };
  return {
    marked: missingAmong(auditedEnvelopes(ledger, ['setMark'], period), auditedEnvelopes(ledger, ['undo'], undone)),
    item: (id) => copy?.sight.item(id) ?? null,
    branchName: (id) => copy?.library.branchName(id) ?? id,
  };
}
