// The shift report as its four files have it: each table the same in all of them, and its sums beside the acts.

import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  jsonSections,
  tablesInCsv,
  tablesInJson,
  tablesInXlsx,
  textInPdf,
  asInWorkbook,
  withoutSpaces,
  type JsonSection,
} from '../../support/report-files.ts';
import { expectThat } from './tell.ts';

/** Money in minor units; below 0 less was in the drawer than should have been. */
export type ShiftFigures = {
  readonly checkouts: number;
  readonly checkins: number;
  readonly renewals: number;
  readonly payments: number;
  readonly cashMinor: number;
  readonly startingMinor: number;
  readonly expectedMinor: number;
  readonly countedMinor: number;
  readonly overShortMinor: number;
  readonly waivers: number;
  readonly exceptions: number;
};

export type FileForm = 'json' | 'csv' | 'xlsx' | 'pdf';
export type ReportFiles = Readonly<Record<FileForm, string>>;

/** Compares every section of the files and returns their sums. Throws with the section and form that differ. */
export async function figuresInAll(files: ReportFiles): Promise<ShiftFigures> {
  const json = readFileSync(files.json, 'utf8');
  const sections = jsonSections(json);
  const tables = tablesInJson(json);
  const csv = tablesInCsv(readFileSync(files.csv, 'utf8'), sections);
  const xlsx = tablesInXlsx(readFileSync(files.xlsx), sections);
  const pdf = await textInPdf(readFileSync(files.pdf));
  for (const { key, columns } of sections) {
    const table = tables.get(key) ?? [];
    expectThat(isDeepStrictEqual(csv.get(key), table), `the CSV has ${key} as the JSON does`, [csv.get(key), table]);
    const inWorkbook = asInWorkbook(table, columns);
    expectThat(isDeepStrictEqual(xlsx.get(key), inWorkbook), `the XLSX has ${key} too`, [xlsx.get(key), inWorkbook]);
  }
  lookInPdf(pdf, sections);
  return sumsOf(sections);
}

/** The sums of the report's JSON file. */
export const figuresOf = (json: string): ShiftFigures => sumsOf(jsonSections(json));

/** A reader of the page comes by every heading, word, count and amount in the order of the tables. */
function lookInPdf(pdf: string, sections: readonly JsonSection[]): void {
  let at = 0;
  const find = (text: string, where: string): void => {
    const found = pdf.indexOf(withoutSpaces(text), at);
    expectThat(found >= 0, `the PDF has ${where}`, { text, after: pdf.slice(at, at + 200) });
    at = found + withoutSpaces(text).length;
  };
  for (const section of sections) {
    find(section.heading, section.key);
    for (const { text, where } of printedCells(section)) find(text, where);
  }
}

function printedCells({ key, columns, rows, total }: JsonSection) {
  return [...rows, ...(total === null ? [] : [total])].flatMap((row) =>
    columns.flatMap((column) => {
      const text = printed(row[column.key] ?? null, column.kind);
      return text === null ? [] : [{ text, where: `${key}, ${column.key}` }];
    }),
  );
}

/** A cell as an American reader sees it; null: worded by more than the figure. */
function printed(cell: string | number | null, kind: string): string | null {
  if (cell === null || cell === '') return null;
  if (kind === 'text') return String(cell);
  if (kind === 'count') return Number(cell).toLocaleString('en-US');
  if (kind !== 'money') return null;
  return (Math.abs(Number(cell)) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
}

function sumsOf(sections: readonly JsonSection[]): ShiftFigures {
  const section = (key: string) => sections.find((one) => one.key === key);
  const sum = (key: string, column: string) =>
    (section(key)?.rows ?? []).reduce((total, row) => total + Number(row[column]), 0);
  // The amount expected at a hand-over is a part of the closing.
  const closing = (column: string) =>
    Number(section('drawer')?.rows.find(({ count }) => count === 'closing')?.[column] ?? Number.NaN);
  return {
    checkouts: sum('hours', 'checkouts'),
    checkins: sum('hours', 'checkins'),
    renewals: sum('hours', 'renewals'),
    payments: sum('money', 'payments'),
    cashMinor: sum('money', 'taken'),
    startingMinor: closing('starting_cash'),
    expectedMinor: closing('expected'),
    countedMinor: closing('counted'),
    overShortMinor: closing('over_short'),
    waivers: sum('people', 'waivers'),
    exceptions: sum('exceptions', 'exceptions'),
  };
}
