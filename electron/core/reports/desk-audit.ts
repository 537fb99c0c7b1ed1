// The audit of this desk, from its ledger: acts, sign-ins that failed, files that were taken out or handed in.

import { AUDITED, AUDITED_SESSIONS, auditDocument } from '../../../shared/reports/audit/audit-document.ts';
import { auditedAct, type AuditNames } from '../../../shared/reports/audit/audited-act.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { readAct } from '../../../shared/acts/read-act.ts';
import { exportsBetween } from '../../../db/ledger/report-exports.ts';
import { auditedEnvelopes, nameOfAct, sessionEntries } from '../../../db/ledger/audited-acts.ts';
import { deskCoverage, deskReportHead, staffNames, type DeskReportSource } from './desk-source.ts';

/** The report. */
export function deskAudit(source: DeskReportSource, question: ReportQuestion): ReportDocument {
  const { ledger, copy, identity } = source;
  const desk = identity.deskName;
  const names: AuditNames = {
    barcodeOf: (item) => copy?.sight.item(item)?.barcode ?? null,
    actOf: (act) => nameOfAct(ledger, act),
  };
  return auditDocument(deskReportHead(source, question), {
    acts: auditedEnvelopes(ledger, AUDITED, question).map((one) =>
      auditedAct({ ...readAct(one), at: one.at, desk }, names),
    ),
    sessions: sessionEntries(ledger, AUDITED_SESSIONS, question).map((one) => ({ ...one, desk })),
    exports: exportsBetween(ledger, question).map((one) => ({ ...one, desk })),
    nameOf: staffNames(ledger),
    currency: identity.library.currency,
    coverage: deskCoverage(source),
  });
}
