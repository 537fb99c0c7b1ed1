// A report as a workbook: a sheet that says what it is, then a sheet for each section, with typed cells, heads that stay and widths that fit.
// The one place that knows exceljs.

import ExcelJS, { type Column as SheetColumn, type Workbook, type Worksheet } from 'exceljs';
import { currencyDecimals } from '../../../shared/core/money.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { DAY_MS, SECOND_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import type { SaidCell } from '../../../shared/reports/say-cell.ts';
import type { SaidColumn, SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';

const accent = 'FF2F4AB0';
const pale = 'FFEEF1FA';

/** The bytes of the workbook. */
export async function writeXlsx(report: SaidReport): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Holdfast';
  book.title = report.title;
  book.created = new Date(report.madeAt);
  const nameSheet = sheetNames();
  addCover(book, report, nameSheet(report.title));
  for (const section of report.sections) addSection(book, report, { section, name: nameSheet(section.heading) });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function addCover(book: Workbook, report: SaidReport, name: string): void {
  const sheet = book.addWorksheet(name);
  const { title, library, branch, periodText, madeText, audienceText, coverage } = report;
  sheet.addRow([title]).font = { bold: true, size: 16, color: { argb: accent } };
  const place = branch === null ? library : `${library} · ${branch}`;
  for (const text of [place, periodText, madeText, audienceText, '', ...coverage]) sheet.addRow([text]);
  sheet.getColumn(1).width = 100;
  sheet.getColumn(1).alignment = { wrapText: true, vertical: 'top' };
}

type Placed = { readonly section: SaidSection; readonly name: string };

function addSection(book: Workbook, report: SaidReport, { section, name }: Placed): void {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  const { columns, rows, total, notes } = section;
  sheet.columns = columns.map((column, at): Partial<SheetColumn> => {
    const style = {
      numFmt: numberFormat(column),
      alignment: { horizontal: column.isFigure ? 'right' : 'left' },
    } as const;
    return { header: column.label, key: column.key, width: widthOf(column, at, section), style };
  });
  const values = (row: readonly SaidCell[]) => row.map((cell, at) => typed(cell, columns[at], report.zone));
  for (const row of rows) sheet.addRow(values(row));
  dressHead(sheet);
  if (rows.length > 0) {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: columns.length } };
  }
  if (total !== null) {
    const last = sheet.addRow(values(total));
    last.font = { bold: true };
    last.eachCell((cell) => (cell.border = { top: { style: 'thin' } }));
  }
  if (notes.length > 0) sheet.addRow([]);
  for (const note of notes) {
    const row = sheet.addRow([note]);
    row.font = { italic: true };
    row.getCell(1).numFmt = '@';
    row.getCell(1).alignment = { horizontal: 'left' };
  }
}

function dressHead(sheet: Worksheet): void {
  const head = sheet.getRow(1);
  head.font = { bold: true, color: { argb: accent } };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: pale } };
    cell.border = { bottom: { style: 'thin', color: { argb: accent } } };
  });
}

/** A cell with a type of its own. Times are told as the clock of the library showed them, since a workbook knows no zones. */
function typed(cell: SaidCell, column: SaidColumn | undefined, zone: string): string | number | Date | null {
  if (typeof cell !== 'number' || column === undefined) return cell;
  switch (column.kind) {
    case 'money':
      return cell / 10 ** currencyDecimals(column.currency ?? '');
    case 'instant':
      return new Date(wallClock(cell, zone));
    case 'day':
      return new Date(`${formatLocalMoment(cell, zone).slice(0, 10)}T00:00:00Z`);
    case 'duration':
      return cell / DAY_MS;
    default:
      return cell;
  }
}

function wallClock(at: number, zone: string): number {
  const minute = Date.parse(`${formatLocalMoment(at, zone)}:00Z`);
  return minute + Math.floor((at % MINUTE_MS) / SECOND_MS) * SECOND_MS;
}

function numberFormat({ kind, currency }: SaidColumn): string {
  switch (kind) {
    case 'text':
      return '@';
    case 'count':
      return '#,##0';
    case 'money': {
      const decimals = currencyDecimals(currency ?? '');
      return `#,##0${decimals === 0 ? '' : `.${'0'.repeat(decimals)}`} "${currency}"`;
    }
    case 'instant':
      return 'yyyy-mm-dd hh:mm';
    case 'day':
      return 'yyyy-mm-dd';
    case 'duration':
      return '[h]:mm:ss';
    case 'percent':
      return '0.0%';
    case 'rate':
      return '0.0';
  }
}

/** Widths are taken of so many rows: a list of a year need not be read twice. */
const MEASURED_ROWS = 2_000;

/** Wide enough for what stands in it, within reason. */
function widthOf({ label }: SaidColumn, at: number, { texts, totalTexts }: SaidSection): number {
  const lengths = [...texts.slice(0, MEASURED_ROWS), totalTexts ?? []].map((row) => row[at]?.length ?? 0);
  // The arrow of the filter takes room beside the head.
  return Math.min(60, Math.max(8, label.length + 4, ...lengths.map((length) => length + 2)));
}

/** Names of sheets have 31 characters at most, some of them not allowed, and each is used once. */
function sheetNames(): (title: string) => string {
  const used = new Set<string>();
  return (title) => {
    const plain = title
      .replaceAll(/[*?:\\/[\]]/g, ' ')
      .trim()
      .slice(0, 28);
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? plain : `${plain} ${n}`;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  };
}
