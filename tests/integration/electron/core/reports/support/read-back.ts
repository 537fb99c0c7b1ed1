// What the four files of a report say, read back from their bytes by programs that did not write them: every table as the same plain cells.

import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { writeReport } from '../../../../../../electron/core/reports/write-report.ts';
import type { SaidColumn, SaidReport, SaidSection } from '../../../../../../shared/reports/say-report.ts';
import { pdfPages } from '../../../../../support/pdf-pages.ts';

/** A table, its line of sums last: counts as whole numbers, money in minor units, durations in seconds, the rest as text or number. */
export type PlainTable = readonly (readonly (string | number | null)[])[];

const bytesOf = async (report: SaidReport, format: 'pdf' | 'xlsx' | 'csv' | 'json') =>
  Buffer.from(await writeReport(report, format));

/** The tables of the JSON by the keys of their sections. */
export async function jsonTables(report: SaidReport): Promise<Map<string, PlainTable>> {
  const { sections } = JSON.parse((await bytesOf(report, 'json')).toString()) as {
    sections: { key: string; rows: Record<string, string | number | null>[]; total: Record<string, string> | null }[];
  };
  return new Map(
    sections.map(({ key, rows, total }) => [
      key,
      [...rows, ...(total === null ? [] : [total])].map((row) => Object.values(row)),
    ]),
  );
}

/** The tables of the CSV, made whole numbers and minor units again. */
export async function csvTables(report: SaidReport): Promise<Map<string, PlainTable>> {
  const { data } = Papa.parse<string[]>((await bytesOf(report, 'csv')).toString(), { skipEmptyLines: true });
  return new Map(
    report.sections.map((section) => [
      section.key,
      data
        .filter(([key, line]) => key === section.key && (line === 'row' || line === 'total'))
        .map(([, , ...cells]) => cells.map((cell, at) => fromCsv(cell, section.columns[at]))),
    ]),
  );
}

function fromCsv(cell: string, column: SaidColumn | undefined): string | number | null {
  if (cell === '') return null;
  // A spreadsheet hides the mark that makes it text.
  if (column?.isFigure !== true || cell === '*') return cell.replace(/^'(?=\s*[=+\-@\t\r])/, '');
  return column.kind === 'money' ? minorOf(cell) : Number(cell);
}

/** Read digit by digit, so that no float comes between. */
const minorOf = (text: string): number => Number(text.replace('.', ''));

/** The tables of the workbook. Instants and days are left out: it has them as the clock of the library. */
export async function xlsxTables(report: SaidReport): Promise<Map<string, PlainTable>> {
  const book = await workbook(report);
  return new Map(
    report.sections.map((section, index) => {
      const sheet = book.worksheets[index + 1];
      const height = section.rows.length + (section.total === null ? 0 : 1);
      const rows = Array.from({ length: height }, (_, row) =>
        section.columns.map((column, at) => fromXlsx(sheet?.getCell(row + 2, at + 1).value ?? null, column)),
      );
      return [section.key, rows];
    }),
  );
}

export async function workbook(report: SaidReport): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const content = await bytesOf(report, 'xlsx');
  await book.xlsx.load(
    content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer,
  );
  return book;
}

function fromXlsx(value: ExcelJS.CellValue, column: SaidColumn): string | number | null {
  if (typeof value === 'number' && column.kind === 'money') return minorOf(value.toFixed(2));
  // A time without a day is read as one of the first day of workbooks.
  if (value instanceof Date && column.kind === 'duration') {
    return Math.round((value.getTime() - Date.UTC(1899, 11, 30)) / 1_000);
  }
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** The text of the PDF, its pages after one another, with single spaces. */
export async function pdfText(report: SaidReport): Promise<string> {
  return plain((await pdfPages(await bytesOf(report, 'pdf'))).join(' '));
}

const plain = (text: string): string => text.replaceAll(/\s+/g, '');

/** Texts of a section as its PDF has them one after another, without spaces: lines break where they must. */
export function pdfCells({ texts, totalTexts }: SaidSection): readonly string[] {
  return [...texts, ...(totalTexts === null ? [] : [totalTexts])].map((row) => plain(row.join('')));
}

/** The JSON's table as the workbook can have it. */
export function withoutMoments(table: PlainTable, columns: readonly SaidColumn[]): PlainTable {
  return table.map((row) =>
    row.map((cell, at) => {
      const kind = columns[at]?.kind;
      return kind === 'instant' || kind === 'day' ? null : cell;
    }),
  );
}
