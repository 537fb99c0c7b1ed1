// Reads back the four files of a report that is written here.

import { writeReport } from '../../../../../../electron/core/reports/write-report.ts';
import type { SaidReport, SaidSection } from '../../../../../../shared/reports/say-report.ts';
import {
  tablesInCsv,
  tablesInJson,
  tablesInXlsx,
  textInPdf,
  withoutSpaces,
  type PlainTable,
} from '../../../../../support/report-files.ts';
import { readWorkbook, type Workbook } from '../../../../../support/workbook.ts';

const bytesOf = async (report: SaidReport, format: 'pdf' | 'xlsx' | 'csv' | 'json') =>
  Buffer.from(await writeReport(report, format));

export const jsonTables = async (report: SaidReport): Promise<Map<string, PlainTable>> =>
  tablesInJson((await bytesOf(report, 'json')).toString());

export const csvTables = async (report: SaidReport): Promise<Map<string, PlainTable>> =>
  tablesInCsv((await bytesOf(report, 'csv')).toString(), report.sections);

export const xlsxTables = async (report: SaidReport): Promise<Map<string, PlainTable>> =>
  tablesInXlsx(await bytesOf(report, 'xlsx'), report.sections);

export const workbook = async (report: SaidReport): Promise<Workbook> => readWorkbook(await bytesOf(report, 'xlsx'));

export const pdfText = async (report: SaidReport): Promise<string> => textInPdf(await bytesOf(report, 'pdf'));

/** Texts of a section as its PDF has them one after another. */
export function pdfCells({ texts, totalTexts }: SaidSection): readonly string[] {
  return [...texts, ...(totalTexts === null ? [] : [totalTexts])].map((row) => withoutSpaces(row.join('')));
}
