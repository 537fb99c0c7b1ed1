// The kinds of reports that a desk makes from its own acts. Apart from what makes them, which only the worker thread loads.

import type { ReportKind } from '../../../shared/reports/kinds.ts';

export const DESK_REPORT_KINDS = [
  'shift',
  'use',
  'service',
  'money',
  'overdue',
  'audit',
  'outage',
  'outage-worklist',
] as const satisfies readonly ReportKind[];
export type DeskReportKind = (typeof DESK_REPORT_KINDS)[number];

/** Whether a desk makes reports of this kind. */
export function isDeskReportKind(kind: ReportKind): kind is DeskReportKind {
  return DESK_REPORT_KINDS.some((one) => one === kind);
}
