// The figures of a shift as a file of its report has them, read by programs that did not write it.

import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { pdfPages } from '../../support/pdf-pages.ts';

/** Money in minor units; below 0 less was in the drawer than should have been. */
export type ShiftFigures = {
  readonly checkouts: number;
  readonly checkins: number;
  readonly cashMinor: number;
  readonly overShortMinor: number;
};

export type FileForm = 'json' | 'csv' | 'xlsx' | 'pdf';

/** Whether two say the same. */
export const sameFigures = (a: ShiftFigures, b: ShiftFigures): boolean => isDeepStrictEqual(a, b);

/** The figures in a file of a form. */
export function figuresOf(file: string, form: FileForm): Promise<ShiftFigures> {
  const content = readFileSync(file);
  switch (form) {
    case 'json':
      return Promise.resolve(inJson(content.toString()));
    case 'csv':
      return Promise.resolve(inCsv(content.toString()));
    case 'xlsx':
      return inXlsx(content);
    case 'pdf':
      return inPdf(content);
  }
}

type JsonRow = Readonly<Record<string, string | number | null>>;
type JsonReport = {
  readonly sections: readonly {
    readonly key: string;
    readonly rows: readonly JsonRow[];
    readonly total: JsonRow | null;
  }[];
};

function inJson(text: string): ShiftFigures {
  const { sections } = JSON.parse(text) as JsonReport;
  const section = (key: string) => sections.find((one) => one.key === key);
  const sum = (key: string, column: string) =>
    (section(key)?.rows ?? []).reduce((total, row) => total + Number(row[column]), 0);
  return {
    checkouts: Number(section('hours')?.total?.['checkouts']),
    checkins: Number(section('hours')?.total?.['checkins']),
    cashMinor: sum('money', 'taken'),
    overShortMinor: sum('drawer', 'over_short'),
  };
}

function inCsv(text: string): ShiftFigures {
  const lines = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  const sum = (key: string, line: 'row' | 'total', column: string): number => {
    const from = lines.findIndex((cells, at) => cells[0] === 'section' && lines[at + 1]?.[0] === key);
    const place = lines[from]?.indexOf(column) ?? -1;
    return lines
      .filter(([section, kind]) => section === key && kind === line)
      .reduce((total, cells) => total + Number(cells[place]), 0);
  };
  return {
    checkouts: sum('hours', 'total', 'checkouts'),
    checkins: sum('hours', 'total', 'checkins'),
    cashMinor: Math.round(sum('money', 'row', 'taken') * 100),
    overShortMinor: Math.round(sum('drawer', 'row', 'over_short') * 100),
  };
}

async function inXlsx(content: Buffer): Promise<ShiftFigures> {
  const book = new ExcelJS.Workbook();
  const { buffer, byteOffset, byteLength } = content;
  await book.xlsx.load(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  /** Cells under a head, the line of sums left out or taken alone. */
  const sum = (name: string, head: string, line: 'rows' | 'total'): number => {
    const sheet = book.getWorksheet(name);
    const heads = sheet?.getRow(1).values;
    const place = Array.isArray(heads) ? heads.indexOf(head) : -1;
    let total = 0;
    sheet?.eachRow((row, number) => {
      const isTotal = row.getCell(1).value === 'Total';
      if (number > 1 && isTotal === (line === 'total')) total += Number(row.getCell(place).value);
    });
    return total;
  };
  return {
    checkouts: sum('By the hour', 'Checked out', 'total'),
    checkins: sum('By the hour', 'Checked in', 'total'),
    cashMinor: Math.round(sum('Money', 'Taken', 'rows') * 100),
    overShortMinor: Math.round(sum('Cash drawer', 'Over or short', 'rows') * 100),
  };
}

/** What a person would read off the page: the numbers after a word, in the order of the columns. */
async function inPdf(content: Buffer): Promise<ShiftFigures> {
  const pieces = (await pdfPages(content, '\n'))
    .join('\n')
    .split('\n')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const after = (heading: string, word: string): string[] => {
    const from = pieces.indexOf(heading);
    return pieces.slice(pieces.indexOf(word, from) + 1);
  };
  const hours = after('By the hour', 'Total');
  const amounts = (heading: string, word: string) =>
    after(heading, word)
      .slice(0, 12)
      .flatMap((piece) => /^[-−(]?\$?[\d,]+\.\d\d\)?$/.exec(piece)?.[0] ?? [])
      .map((piece) => Math.round(Number(piece.replace(/[−(]/, '-').replace(/[$,)]/g, '')) * 100));
  return {
    checkouts: Number(hours[0]),
    checkins: Number(hours[4]),
    cashMinor: amounts('Money', 'Cash')[0] ?? Number.NaN,
    overShortMinor: amounts('Cash drawer', 'Reason')[3] ?? Number.NaN,
  };
}
