// A report as a file, in one of its four forms.

import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { reportCsv } from '../../../shared/reports/report-csv.ts';
import { reportJson } from '../../../shared/reports/report-json.ts';
import type { ListFormat } from '../../../shared/views/report.ts';
import type { SaidReport } from '../../../shared/reports/say-report.ts';

export const REPORT_FORMATS = ['pdf', 'xlsx', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Whether a text is a form that reports are written in. */
export function isReportFormat(text: string): text is ReportFormat {
  return REPORT_FORMATS.some((format) => format === text);
}

/** The bytes of the file. Libraries for PDF and XLSX are loaded with the first such file. */
export async function writeReport(report: SaidReport, format: ReportFormat): Promise<Uint8Array> {
  switch (format) {
    case 'json':
      return Buffer.from(`${JSON.stringify(reportJson(report), null, 2)}\n`);
    case 'csv':
      return Buffer.from(reportCsv(report));
    case 'xlsx':
      return (await import('./write-xlsx.ts')).writeXlsx(report);
    case 'pdf':
      return (await import('./write-pdf.ts')).writePdf(report);
  }
}

/** A list as a file; `mrc`: of a list that is ordered by. */
export async function writeList(list: SaidReport, format: ListFormat): Promise<Uint8Array> {
  return format === 'mrc' ? (await import('./write-marc.ts')).writeMarc(list) : writeReport(list, format);
}

/** The name of the file: `shift-2026-11-26.pdf`, by the day on which its time begins. */
export function reportFileName({ kind, period, zone }: SaidReport, format: ListFormat): string {
  return `${kind}-${formatLocalMoment(period.from, zone).slice(0, 10)}.${format}`;
}
