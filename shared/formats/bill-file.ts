// Prints a bill batch by its layout, and reads the answer of the office. The same lines give the same text, always. Pure.

import { err, ok, type Result } from '../core/result.ts';
import { alignOf, isDateField, isMoneyField, type BillColumn, type BillField, type BillLayout } from './bill-layout.ts';

/** One line of a batch. Days are YYYY-MM-DD on the clock of the library, amounts minor units, below zero for a credit. */
export type BillFileLine = {
  /** Of the batch, from 1. */
  readonly n: number;
  readonly account: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly feeDay: string;
};

export type BillFileHead = {
  readonly number: number;
  readonly fileDay: string;
  readonly cutoffDay: string;
  readonly currency: string;
  /** Of the currency. */
  readonly decimals: number;
};

/** The name of its file. */
export function billFileName(
  { file }: BillLayout,
  { number, fileDay }: Pick<BillFileHead, 'number' | 'fileDay'>,
): string {
  return file.name
    .replaceAll('{batch}', String(number).padStart(5, '0'))
    .replaceAll('{date}', fileDay.replaceAll('-', ''));
}

/** By which the office names a line: ten digits. */
export function lineReference(batch: number, n: number): string {
  return `${String(batch).padStart(5, '0')}${String(n).padStart(5, '0')}`;
}

/** The whole text; or the first value that does not fit, in words that name the column and the line, never the account. */
export function printBillFile(
  layout: BillLayout,
  head: BillFileHead,
  lines: readonly BillFileLine[],
): Result<string, string> {
  const { file, header = [], detail, trailer = [] } = layout;
  const ofFile = fileValues(layout, head, lines);
  const rows: (readonly string[])[] = [];
  const faults: string[] = [];
  const put = (columns: readonly BillColumn[], values: Values, place: string): void => {
    const cells = columns.map((column) => cellOf(column, values, { layout, decimals: head.decimals }));
    cells.forEach((cell, at) => {
      if (!cell.ok) faults.push(`${place}, column ${columns[at]?.name}: ${cell.error}`);
    });
    rows.push(cells.map((cell) => (cell.ok ? cell.value : '')));
  };
  if (file.headings === true) rows.push(detail.map(({ name }) => name));
  if (header.length > 0) put(header, ofFile, 'header');
  for (const line of lines) put(detail, { ...ofFile, ...lineValues(head, line) }, `line ${line.n}`);
  if (trailer.length > 0) put(trailer, ofFile, 'trailer');
  const [fault] = faults;
  if (fault !== undefined) return err(fault);
  const newline = file.newline === 'lf' ? '\n' : '\r\n';
  return ok(rows.map((cells) => joined(cells, file) + newline).join(''));
}

type Values = Partial<Record<BillField, string | number>>;

function fileValues(layout: BillLayout, head: BillFileHead, lines: readonly BillFileLine[]): Values {
  const charges = lines.filter(({ amountMinor }) => amountMinor >= 0);
  const credits = lines.filter(({ amountMinor }) => amountMinor < 0);
  const sum = (some: readonly BillFileLine[]) => some.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return {
    batch: head.number,
    'file-date': head.fileDay,
    'cutoff-date': head.cutoffDay,
    term:
      layout.terms
        ?.filter(({ from }) => from <= head.fileDay)
        .toSorted(byDay)
        .at(-1)?.code ?? '',
    currency: head.currency,
    count: lines.length,
    sum: sum(lines),
    'charge-count': charges.length,
    'charge-sum': sum(charges),
    'credit-count': credits.length,
    'credit-sum': sum(credits),
  };
}

const byDay = (a: { readonly from: string }, b: { readonly from: string }): number => (a.from < b.from ? -1 : 1);

function lineValues(head: BillFileHead, line: BillFileLine): Values {
  return {
    account: line.account,
    amount: line.amountMinor,
    direction: line.amountMinor < 0 ? 'credit' : 'charge',
    kind: line.kind,
    'fee-date': line.feeDay,
    reference: lineReference(head.number, line.n),
    line: line.n,
  };
}

type Printing = { readonly layout: BillLayout; readonly decimals: number };

function cellOf(column: BillColumn, values: Values, { layout, decimals }: Printing): Result<string, string> {
  const { width, pad = ' ', cut, codes = {} } = column;
  const said = textOf(column, values, decimals);
  const text = Object.hasOwn(codes, said) ? (codes[said] ?? '') : said;
  if (/[\r\n]/.test(text)) return err('it has a line break');
  if (!isIn(text, layout.file.encoding ?? 'ascii'))
    return err(`it has a letter that ${layout.file.encoding ?? 'ascii'} lacks`);
  if (width === undefined) return ok(text);
  if (text.length > width && cut !== true) return err(`${text.length} characters do not fit into ${width}`);
  const fits = text.slice(0, width);
  if (layout.file.format === 'csv' && column.pad === undefined) return ok(fits);
  if (alignOf(column) === 'left') return ok(fits.padEnd(width, pad));
  // Zeros stand between the sign and the figure.
  const isSigned = pad === '0' && isMoneyField(column.field ?? '') && fits.startsWith('-');
  return ok(isSigned ? `-${fits.slice(1).padStart(width - 1, pad)}` : fits.padStart(width, pad));
}

function textOf({ field, text = '', ...column }: BillColumn, values: Values, decimals: number): string {
  if (field === undefined) return text;
  const value = values[field] ?? '';
  if (typeof value === 'number') return isMoneyField(field) ? moneyText(value, column, decimals) : String(value);
  return isDateField(field) ? dateText(value, column.date ?? 'YYYYMMDD') : value;
}

function moneyText(
  minor: number,
  { decimals: as = 'point', sign = 'minus' }: Omit<BillColumn, 'field'>,
  decimals: number,
): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = as === 'implied' || decimals === 0 ? digits : `${whole}.${digits.slice(-decimals)}`;
  if (minor >= 0 || sign === 'none') return text;
  return sign === 'minus' ? `-${text}` : `${text}-`;
}

function dateText(day: string, form: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const parts: Readonly<Record<string, string>> = { YYYY: year, YY: year.slice(2), MM: month, DD: date };
  return form.replaceAll(/YYYY|YY|MM|DD/g, (part) => parts[part] ?? part);
}

/** By code units: those of letters beyond the encoding are above it too. */
function isIn(text: string, encoding: 'ascii' | 'latin1' | 'utf8'): boolean {
  const most = { ascii: 0x7f, latin1: 0xff, utf8: 0xff_ff }[encoding];
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > most) return false;
  return true;
}

function joined(cells: readonly string[], { format, separator = ',', quotes = 'needed' }: BillLayout['file']): string {
  if (format === 'fixed') return cells.join('');
  const isQuoted = (cell: string) => quotes === 'always' || cell.includes('"') || cell.includes(separator);
  return cells.map((cell) => (isQuoted(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator);
}

/** An office's answer on the lines of a batch, by their references. */
export type BillAnswer = {
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
};

/** Reads rows of an answer, the first of which has the names of the columns. The error names the fault. */
export function readBillAnswer(
  answer: NonNullable<BillLayout['answer']>,
  [headings = [], ...rows]: readonly (readonly string[])[],
): Result<BillAnswer, string> {
  const [reference, status] = [headings.indexOf(answer.reference), headings.indexOf(answer.status)];
  if (reference < 0) return err(`it has no column ${answer.reference}`);
  if (status < 0) return err(`it has no column ${answer.status}`);
  const said = rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) => ({
      reference: (row[reference] ?? '').trim().padStart(10, '0'),
      isTaken: answer.accepted.includes((row[status] ?? '').trim()),
    }));
  const of = (isTaken: boolean) => said.filter((one) => one.isTaken === isTaken).map((one) => one.reference);
  return ok({ accepted: of(true), rejected: of(false) });
}
