// The contents of a report's files, read back from their bytes by programs that did not write them: every table as the
// same plain cells.

import Papa from 'papaparse';
import { DAY_MS, SECOND_MS } from '../../shared/core/instant.ts';
import { pdfPages } from './pdf-pages.ts';
import { addressOf, readWorkbook, type SheetCell } from './workbook.ts';

/** A table, its line of sums last: counts as whole numbers, money in minor units, durations in seconds, the rest as text or number. */
export type PlainTable = readonly (readonly (string | number | null)[])[];

/** The form of a table for its reader, as in the JSON. */
export type TableForm = {
  readonly key: string;
  readonly columns: readonly { readonly kind: string }[];
  readonly rows: readonly unknown[];
  readonly total: unknown;
};

type JsonRow = Readonly<Record<string, string | number | null>>;

/** A section as the JSON has it. */
export type JsonSection = {
  readonly key: string;
  readonly heading: string;
  readonly columns: readonly { readonly key: string; readonly label: string; readonly kind: string }[];
  readonly rows: readonly JsonRow[];
  readonly total: JsonRow | null;
};

/** The sections of the JSON. */
export function jsonSections(text: string): readonly JsonSection[] {
  return (JSON.parse(text) as { sections: JsonSection[] }).sections;
}

/** The tables of the JSON by the keys of their sections. */
export function tablesInJson(text: string): Map<string, PlainTable> {
  return new Map(
    jsonSections(text).map(({ key, rows, total }) => [
      key,
      [...rows, ...(total === null ? [] : [total])].map((row) => Object.values(row)),
    ]),
  );
}

/** The tables of the CSV, made whole numbers and minor units again. */
export function tablesInCsv(text: string, sections: readonly TableForm[]): Map<string, PlainTable> {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  return new Map(
    sections.map(({ key, columns }) => [
      key,
      data
        .filter(([section, line]) => section === key && (line === 'row' || line === 'total'))
        .map(([, , ...cells]) => cells.map((cell, at) => fromCsv(cell, columns[at]?.kind ?? 'text'))),
    ]),
  );
}

const isFigure = (kind: string): boolean => !['text', 'instant', 'day'].includes(kind);

function fromCsv(cell: string, kind: string): string | number | null {
  if (cell === '') return null;
  // A spreadsheet hides the mark that makes it text.
  if (!isFigure(kind) || cell === '*') return cell.replaceAll(/(?<=^|[;\t\r\n])'(?=\s*[=+\-@\t\r])/g, '');
  return kind === 'money' ? minorOf(cell) : Number(cell);
}

/** Read digit by digit, so that no float comes between. */
const minorOf = (text: string): number => Number(text.replace('.', ''));

/** The tables of the workbook. Instants and days are left out: it has them as the clock of the library. */
export function tablesInXlsx(content: Buffer, sections: readonly TableForm[]): Map<string, PlainTable> {
  const { sheets } = readWorkbook(content);
  return new Map(
    sections.map(({ key, columns, rows, total }, index) => {
      const cells = sheets[index + 1]?.cells;
      const height = rows.length + (total === null ? 0 : 1);
      const table = Array.from({ length: height }, (_, row) =>
        columns.map(({ kind }, at) => fromXlsx(cells?.get(addressOf(row + 2, at + 1)), kind)),
      );
      return [key, table];
    }),
  );
}

function fromXlsx(cell: SheetCell | undefined, kind: string): string | number | null {
  if (cell === undefined) return null;
  const { value } = cell;
  if (typeof value === 'string') return value;
  switch (kind) {
    case 'money':
      return minorOf(value.toFixed(2));
    case 'duration':
      return Math.round((value * DAY_MS) / SECOND_MS);
    case 'instant':
    case 'day':
      return null;
    default:
      return value;
  }
}

/** A table as the workbook can have it: without moments, and durations in whole seconds. */
export function asInWorkbook(table: PlainTable, columns: TableForm['columns']): PlainTable {
  return table.map((row) =>
    row.map((cell, at) => {
      const kind = columns[at]?.kind ?? 'text';
      // The word of the sums stands where a moment would.
      if (kind === 'instant' || kind === 'day') return /^\d{4}-/.test(String(cell)) ? null : cell;
      return kind === 'duration' && typeof cell === 'number' ? Math.round(cell) : cell;
    }),
  );
}

/** The text of the PDF, its pages after one another, without spaces: lines break where they must. */
export async function textInPdf(content: Buffer): Promise<string> {
  return withoutSpaces((await pdfPages(content)).join(' '));
}

export const withoutSpaces = (text: string): string => text.replaceAll(/\s+/g, '');
