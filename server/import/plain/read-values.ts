// Values of fields as people and spreadsheets write them: dates and times without an offset are of the library's zone, lists are separated by
// semicolons.

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../../shared/core/instant.ts';
import { parseDecimalMoney, type MinorUnits } from '../../../shared/core/money.ts';
import { parseDate, parseRealInstant, type RowReader } from '../csv/row-reader.ts';

/** `yes` or `no`, in the usual ways of writing them. */
export function readYes(read: RowReader, column: string): boolean | null {
  return read.parsed(column, 'yes or no', (text) => {
    if (/^(yes|y|true|t|1)$/i.test(text)) return true;
    return /^(no|n|false|f|0)$/i.test(text) ? false : null;
  });
}

/** A moment: a date stands for its begin, or for its last second. */
export function readMoment(
  read: RowReader,
  column: string,
  { zone, dateIs }: { readonly zone: string; readonly dateIs: 'begin' | 'end' },
): Instant | null {
  return read.parsed(column, 'a date (2026-12-31) or a time (2026-12-31 17:00)', (text) =>
    parseMoment(text, { zone, dateIs }),
  );
}

/** Reads a date, a local time or a time with its offset; null when it is none. */
export function parseMoment(
  text: string,
  { zone, dateIs }: { readonly zone: string; readonly dateIs: 'begin' | 'end' },
): Instant | null {
  const date = parseDate(text);
  if (date !== null) return localMoment(`${date}T${dateIs === 'end' ? '23:59:59' : '00:00:00'}`, zone);
  const local = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/.exec(text);
  if (local === null) return parseRealInstant(text);
  const [, day = '', hours, minutes, seconds = '00'] = local;
  return parseDate(day) === null ? null : localMoment(`${day}T${hours}:${minutes}:${seconds}`, zone);
}

function localMoment(text: string, zone: string): Instant {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}

/** An amount of the library's currency, zero or more. */
export function readAmount(read: RowReader, column: string, decimals: number): MinorUnits | null {
  const amount = read.parsed(column, 'an amount of money', (text) => parseDecimalMoney(text, decimals));
  if (amount !== null && amount < 0) read.problem(`${column} is below 0`);
  return amount === null ? null : Math.max(amount, 0);
}

/** A count, zero or more. */
export function readCount(read: RowReader, column: string): number | null {
  const count = read.integer(column);
  if (count !== null && count < 0) read.problem(`${column} is below 0`);
  return count === null ? null : Math.max(count, 0);
}

/** Values separated by semicolons. */
export function readList(read: RowReader, column: string): string[] {
  return splitList(read.text(column) ?? '');
}

/** Values separated by semicolons or bars. */
export function splitList(text: string): string[] {
  return text
    .split(/[;|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** One of some words, in upper or lower case. */
export function readWord<T extends string>(read: RowReader, column: string, words: readonly T[]): T | null {
  return read.parsed(column, `one of ${words.join(', ')}`, (text) => {
    const wanted = text.toLowerCase().replaceAll(/[ _]/g, '-');
    return words.find((word) => word.toLowerCase() === wanted) ?? null;
  });
}
