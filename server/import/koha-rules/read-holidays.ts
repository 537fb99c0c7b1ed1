// Closed days: weekdays and days of every year, and single days, which may also be exceptions: open although another
// row closes them.

import type { Calendar } from '../../../shared/rules/model/calendar.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { readKohaTable, type KohaFolder } from './koha-tables.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
type Weekday = (typeof WEEKDAYS)[number];

type Repeating = { readonly branch: string; readonly name: string } & (
  | { readonly weekday: Weekday }
  | { readonly day: string }
);
type Single = { readonly branch: string; readonly name: string; readonly date: string; readonly isOpen: boolean };

const pad = (n: number) => String(n).padStart(2, '0');

/** Calendars by branch; Koha has no hours there, so a day that nothing closes is open all day. */
export async function readHolidays(folder: KohaFolder, zone: string): Promise<Record<string, Calendar>> {
  const repeating = (await readKohaTable(folder, 'repeatable_holidays', readRepeating)).map(({ value }) => value);
  const single = (await readKohaTable(folder, 'special_holidays', readSingle)).map(({ value }) => value);
  const branches = new Set([...repeating, ...single].map(({ branch }) => branch));
  return Object.fromEntries(
    [...branches].map((branch) => {
      const of = <T extends { readonly branch: string }>(rows: readonly T[]) =>
        rows.filter((row) => row.branch === branch);
      return [branch, toCalendar(of(repeating), of(single), zone)];
    }),
  );
}

function readRepeating(read: RowReader): Repeating {
  const branch = read.required('branchcode');
  const name = read.text('title') ?? '';
  const weekday = read.integer('weekday');
  if (weekday !== null) {
    const known = WEEKDAYS[weekday];
    if (known === undefined) read.problem(`weekday ${weekday} is not one of 0 (Sunday) to 6`);
    return { branch, name, weekday: known ?? 'sun' };
  }
  const [month, day] = [read.integer('month') ?? 0, read.integer('day') ?? 0];
  // February 29th is a day of a year, too.
  if (!isDay(2000, month, day)) read.problem(`there is no day ${month}-${day}`);
  return { branch, name, day: `${pad(month)}-${pad(day)}` };
}

function readSingle(read: RowReader): Single {
  const [year, month, day] = [read.integer('year') ?? 0, read.integer('month') ?? 0, read.integer('day') ?? 0];
  if (!isDay(year, month, day)) read.problem(`there is no day ${year}-${month}-${day}`);
  return {
    branch: read.required('branchcode'),
    name: read.text('title') ?? '',
    date: `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`,
    isOpen: read.flag('isexception') ?? false,
  };
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** An exception wins also over a single closure of that date. */
function toCalendar(repeating: readonly Repeating[], single: readonly Single[], zone: string): Calendar {
  // The same date twice counts once.
  const openDays = [...new Map(single.flatMap((row) => (row.isOpen ? [[row.date, row] as const] : []))).values()];
  return {
    zone,
    weekly: null,
    closedWeekdays: repeating.flatMap((row) => ('weekday' in row ? [row.weekday] : [])),
    yearly: repeating.flatMap((row) => ('day' in row ? [{ day: row.day, name: row.name }] : [])),
    closures: single.flatMap(({ date, name, isOpen }) =>
      isOpen ? [] : [{ from: `${date}T00:00`, to: `${nextDay(date)}T00:00`, name }],
    ),
    exceptions: openDays.map(({ date, name }) => ({ date, name, hours: [{ open: '00:00', close: '24:00' }] })),
  };
}

function nextDay(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
