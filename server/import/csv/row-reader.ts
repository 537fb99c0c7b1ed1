// Typed reading of one row at a time. A field that cannot be read adds a problem and yields a stand-in, so that all problems of a row are
// reported at once; a row with problems is not taken.

import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { parseDecimalMoney, type MinorUnits } from '../../../shared/core/money.ts';
import { isPlain } from '../../../shared/core/plain-text.ts';
import type { TableHeader, TableRow } from './read-table.ts';

/** Reads the fields of the row that was opened last. An empty field is null, as is a column that the file lacks. */
export type RowReader = {
  open(row: TableRow): void;
  /** The faults of the row, in words. */
  readonly problems: () => readonly string[];
  problem(text: string): void;
  /** Columns of the table, in the order of the file. */
  columns(): readonly string[];
  text(column: string): string | null;
  /** Text that must be there. */
  required(column: string): string;
  /** A whole number in decimal digits, as text. */
  id(column: string): string;
  optionalId(column: string): string | null;
  integer(column: string): number | null;
  /** `1` or `0`; null where it is empty. */
  flag(column: string): boolean | null;
  money(column: string): MinorUnits | null;
  /** A time with its offset; `infinity` is no time. */
  instant(column: string): Instant | null;
  /** A date `YYYY-MM-DD` that exists. */
  date(column: string): string | null;
  /** Values joined by a bar. */
  list(column: string): string[];
  /** Reads a field with a parser of its own; null from the parser is a problem. */
  parsed<T>(column: string, what: string, parse: (text: string) => T | null): T | null;
};

/** A reader for the rows of one table. */
export function rowReader(header: TableHeader): RowReader {
  const names = [...header.columns.keys()];
  let fields: readonly string[] = [];
  let problems: string[] = [];
  const problem = (words: string) => void problems.push(words);
  const text = (column: string): string | null => {
    const place = header.columns.get(column);
    const value = place === undefined ? '' : (fields[place] ?? '').trim();
    if (!isPlain(value)) problem(`${column} has a sign in it that no database keeps`);
    return value === '' ? null : value;
  };
  const parsed = <T>(column: string, what: string, parse: (value: string) => T | null): T | null => {
    const value = text(column);
    if (value === null) return null;
    const result = parse(value);
    if (result === null) problem(`${column} "${shorten(value)}" is not ${what}`);
    return result;
  };
  const required = (column: string): string => {
    const value = text(column);
    if (value === null) problem(`${column} is empty`);
    return value ?? '';
  };
  return {
    open: (row) => {
      ({ fields } = row);
      problems = [];
    },
    problems: () => problems,
    problem,
    columns: () => names,
    text,
    required,
    id: (column) => (required(column) === '' ? '' : (parsed(column, 'a whole number', parseId) ?? '')),
    optionalId: (column) => parsed(column, 'a whole number', parseId),
    integer: (column) => parsed(column, 'a whole number', parseInteger),
    flag: (column) => parsed(column, '1 or 0', parseFlag),
    money: (column) => parsed(column, 'an amount of money', (value) => parseDecimalMoney(value)),
    instant: (column) =>
      text(column) === 'infinity' ? null : parsed(column, 'a time with an offset', parseRealInstant),
    date: (column) => parsed(column, 'a date', parseDate),
    list: (column) => (text(column) ?? '').split('|').flatMap((value) => value.trim() || []),
    parsed,
  };
}

function parseId(text: string): string | null {
  return /^-?\d+$/.test(text) ? text : null;
}

function parseInteger(text: string): number | null {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

const flags: Readonly<Record<string, boolean>> = { 1: true, 0: false, t: true, f: false, true: true, false: false };

function parseFlag(text: string): boolean | null {
  return Object.hasOwn(flags, text) ? (flags[text] ?? null) : null;
}

/** A time whose date exists: February 30th is not March 2nd. */
export function parseRealInstant(text: string): Instant | null {
  return parseDate(text.slice(0, 10)) === null ? null : parseInstant(text);
}

/** A date `YYYY-MM-DD` that exists. */
export function parseDate(text: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const at = new Date(0);
  at.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return at.toISOString().slice(0, 10) === text ? text : null;
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}…`;
}
