// hours.csv and closings.csv: weekly hours and closed days by branch.

import { Temporal } from 'temporal-polyfill';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import type { BranchId } from '../../../shared/core/ids.ts';
import type { Closure, Opening, WeeklyHours } from '../../../shared/rules/model/calendar.ts';
import { parseDate, type RowReader } from '../csv/row-reader.ts';
import { noteRow, readAll, rejectRow, takeRows } from '../csv/table-folder.ts';
import type { ReadPlaces } from '../records/record-source.ts';
import type { PlainReading } from './plain-tables.ts';
import { splitList } from './read-values.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Weekly hours of the branches that have some. */
export async function readPlainHours(
  { folder }: PlainReading,
  places: ReadPlaces,
): Promise<Map<BranchId, WeeklyHours>> {
  const hours = new Map<BranchId, WeeklyHours>();
  const rows = await readAll(folder, 'hours', (read) => ({
    branch: readBranch(read, places),
    weekly: readWeek(read),
  }));
  for (const { line, value } of rows) {
    if (value.branch === null) continue;
    if (hours.has(value.branch.id)) {
      rejectRow(folder, 'hours', line, `${value.branch.id} has hours already`);
      continue;
    }
    hours.set(value.branch.id, value.weekly);
    takeRows(folder, 'hours');
    for (const text of nightsOf(value.weekly)) noteRow(folder, 'hours', line, `${value.branch.id}: ${text}`);
  }
  return hours;
}

function readBranch(read: RowReader, { branches }: ReadPlaces): Branch | null {
  read.required('branch');
  return read.parsed('branch', 'a branch', (text) => branches.get(text) ?? null);
}

function readWeek(read: RowReader): WeeklyHours {
  const weekly: WeeklyHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const day of DAYS)
    weekly[day] = read.parsed(day, 'hours such as 9:00-17:00, or "closed"', parseHours)?.slice() ?? [];
  return weekly;
}

/** Openings of one day, in order and apart from one another; null when they are none. */
export function parseHours(text: string): readonly Opening[] | null {
  if (/^(closed|-|–)$/i.test(text)) return [];
  const openings: Opening[] = [];
  for (const part of splitList(text)) {
    const match = /^(\S+?)\s*[-–]\s*(\S+)$/.exec(part);
    const open = parseTime(match?.[1] ?? '');
    const close = parseTime(match?.[2] ?? '');
    if (open === null || close === null || open === '24:00') return null;
    const before = openings.at(-1);
    if (before !== undefined && (before.close <= before.open || open < before.close)) return null;
    openings.push({ open, close: close === '00:00' ? '24:00' : close });
  }
  return openings;
}

function parseTime(text: string): string | null {
  const match = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d)?$/.exec(text);
  if (match === null) return null;
  const hour = Number(match[1]);
  if (hour > 24 || (hour === 24 && match[2] !== '00')) return null;
  return `${String(hour).padStart(2, '0')}:${match[2]}`;
}

function nightsOf(weekly: WeeklyHours): string[] {
  return DAYS.flatMap((day) =>
    weekly[day].flatMap(({ open, close }) =>
      close <= open ? [`${day} ${open}-${close} closes before it opens; read as open until ${close} the next day`] : [],
    ),
  );
}

/** Closed days; without a branch they are of the root, and so of every branch. */
export async function readPlainClosings(
  { folder }: PlainReading,
  places: ReadPlaces,
): Promise<Map<BranchId, Closure[]>> {
  const closures = new Map<BranchId, Closure[]>();
  const rows = await readAll(folder, 'closings', (read) => ({
    branch: read.text('branch') === null ? places.root : readBranch(read, places),
    closure: readClosure(read),
  }));
  for (const { value } of rows) {
    if (value.branch === null || value.closure === null) continue;
    closures.set(value.branch.id, [...(closures.get(value.branch.id) ?? []), value.closure]);
    takeRows(folder, 'closings');
  }
  return closures;
}

function readClosure(read: RowReader): Closure | null {
  const what = 'a date (2026-12-24) or a local time (2026-12-24 12:00)';
  read.required('from');
  const from = read.parsed('from', what, (text) => parseLocal(text, 'begin'));
  const to =
    read.text('to') === null
      ? parseLocal((from ?? '').slice(0, 10), 'end')
      : read.parsed('to', what, (text) => parseLocal(text, 'end'));
  if (from === null || to === null) return null;
  if (to <= from) read.problem('it ends before it begins');
  return { from, to, name: read.text('name') ?? '' };
}

/** A date lasts until the midnight after it. */
function parseLocal(text: string, dateIs: 'begin' | 'end'): string | null {
  if (parseDate(text) !== null) {
    const date = Temporal.PlainDate.from(text);
    return `${(dateIs === 'end' ? date.add({ days: 1 }) : date).toString()}T00:00`;
  }
  const match = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text);
  return match === null || parseDate(match[1] ?? '') === null ? null : `${match[1]}T${match[2]}:${match[3]}`;
}
