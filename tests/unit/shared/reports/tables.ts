// Tables of a report as tests read them: rows as objects by the keys of their columns, in English.

import type { ReportDocument } from '../../../../shared/reports/document.ts';
import { reportJson } from '../../../../shared/reports/report-json.ts';
import { sayReport } from '../../../../shared/reports/say-report.ts';

type Plain = Readonly<Record<string, string | number | null>>;

/** The rows of a section. Throws for a section that the report does not have. */
export function rowsOf(document: ReportDocument, key: string): readonly Plain[] {
  return sectionOf(document, key).rows;
}

/** The line of sums of a section; null where it has none. */
export function totalIn(document: ReportDocument, key: string): Plain | null {
  return sectionOf(document, key).total;
}

function sectionOf(document: ReportDocument, key: string) {
  const found = reportJson(sayReport(document, 'en')).sections.find((section) => section.key === key);
  if (found === undefined) throw new Error(`the report has no section ${key}`);
  return found;
}
