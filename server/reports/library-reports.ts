// The reports of the whole library, from what all desks have sent.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { REPORT_KINDS, isReportKind, type ReportKind } from '../../shared/reports/kinds.ts';
import type { ReportQuestion } from '../../shared/reports/question.ts';
import type { ReadStore } from '../store/store.ts';
import type { KeepDay } from './kept/kept-days.ts';
import { libraryAudit } from './library-audit.ts';
import { libraryMoney } from './library-money.ts';
import { libraryService } from './library-service.ts';
import { libraryOverdue } from './library-overdue.ts';
import { libraryOutages, libraryOutageWorklist } from './library-outages.ts';
import { libraryShifts } from './library-shifts.ts';
import { libraryUse } from './library-use.ts';

/** Makes a report of one kind; `keep` hears of days that may be kept for the next one. */
export type LibraryReporter = (store: ReadStore, question: ReportQuestion, keep?: KeepDay) => Promise<ReportDocument>;

const REPORTERS: Readonly<Partial<Record<ReportKind, LibraryReporter>>> = {
  shift: libraryShifts,
  use: libraryUse,
  service: libraryService,
  money: libraryMoney,
  overdue: libraryOverdue,
  audit: libraryAudit,
  outage: libraryOutages,
  'outage-worklist': libraryOutageWorklist,
};

/** The kinds that the library makes. */
export const LIBRARY_REPORT_KINDS: readonly ReportKind[] = Object.keys(REPORT_KINDS).filter(
  (kind): kind is ReportKind => isReportKind(kind) && REPORTERS[kind] !== undefined,
);

/** The report. Throws HF-UI-008 for a kind that is made at desks alone. */
export function libraryReport(
  store: ReadStore,
  kind: ReportKind,
  question: ReportQuestion,
  keep?: KeepDay,
): Promise<ReportDocument> {
  const reporter = REPORTERS[kind];
  if (reporter === undefined) throw new HoldfastError('HF-UI-008', { kind });
  return reporter(store, question, keep);
}
