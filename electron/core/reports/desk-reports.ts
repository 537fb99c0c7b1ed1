// The reports that a desk makes by itself, offline too: from its own acts and its copy of the library.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportKind } from '../../../shared/reports/kinds.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { deskAudit } from './desk-audit.ts';
import { deskMoney } from './desk-money.ts';
import { deskService } from './desk-service.ts';
import { deskOverdue } from './desk-overdue.ts';
import { isDeskReportKind, type DeskReportKind } from './desk-report-kinds.ts';
import { deskOutages, deskOutageWorklist } from './desk-outages.ts';
import { deskShifts } from './desk-shifts.ts';
import { deskUse } from './desk-use.ts';
import type { DeskReporter, DeskReportSource } from './desk-source.ts';

const REPORTERS: Readonly<Record<DeskReportKind, DeskReporter>> = {
  shift: deskShifts,
  use: deskUse,
  service: deskService,
  money: deskMoney,
  overdue: deskOverdue,
  audit: deskAudit,
  outage: deskOutages,
  'outage-worklist': deskOutageWorklist,
};

/** The report. Throws HF-UI-008 for a kind that a desk does not make. */
export function deskReport(source: DeskReportSource, kind: ReportKind, question: ReportQuestion): ReportDocument {
  if (!isDeskReportKind(kind)) throw new HoldfastError('HF-UI-008', { kind });
  return REPORTERS[kind](source, question);
}
