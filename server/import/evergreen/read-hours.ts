// hours_of_operation.csv: weekly hours by branch. dow_0 is Monday; 00:00-00:00 is a closed day. A day that closes before it opens stays an
// open day and is reported: a close before 5 in the morning is read as after midnight, a later one as a slip, open until midnight.

import type { BranchId } from '../../../shared/core/ids.ts';
import type { Opening, WeeklyHours } from '../../../shared/rules/model/calendar.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { noteRow, readAll, rejectRow, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import { readBranch, type BranchTree } from './read-branches.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** No library that closes at this time or later the next morning was open all night. */
const LATEST_NIGHT = '05:00';

type HoursRow = { readonly branch: BranchId | null; readonly weekly: WeeklyHours; readonly odd: readonly string[] };

/** Weekly hours of the branches that have some. */
export async function readHours(folder: EvergreenRulesFolder, tree: BranchTree): Promise<Map<BranchId, WeeklyHours>> {
  const hours = new Map<BranchId, WeeklyHours>();
  for (const { line, value } of await readAll(folder, 'hours_of_operation', (read) => parseRow(read, tree))) {
    if (value.branch === null) continue;
    if (hours.has(value.branch)) {
      rejectRow(folder, 'hours_of_operation', line, `${value.branch} has hours already`);
      continue;
    }
    hours.set(value.branch, value.weekly);
    takeRows(folder, 'hours_of_operation');
    for (const text of value.odd) noteRow(folder, 'hours_of_operation', line, `${value.branch}: ${text}`);
  }
  return hours;
}

function parseRow(read: RowReader, tree: BranchTree): HoursRow {
  const branch = readBranch(read, tree, 'org_shortname');
  if (read.text('org_shortname') === null) read.required('org_shortname');
  const weekly: WeeklyHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const odd: string[] = [];
  for (const [index, day] of days.entries()) {
    const { opening, oddity } = readDay(read, index);
    if (opening !== null) weekly[day] = [opening];
    if (oddity !== null) odd.push(oddity);
  }
  return { branch: branch?.id ?? null, weekly, odd };
}

function readDay(read: RowReader, index: number): { opening: Opening | null; oddity: string | null } {
  const closed = { opening: null, oddity: null };
  const open = read.parsed(`dow_${index}_open`, 'a time of day', parseTime);
  const close = read.parsed(`dow_${index}_close`, 'a time of day', parseTime);
  if (open === null || close === null) {
    const isHalf = (read.text(`dow_${index}_open`) === null) !== (read.text(`dow_${index}_close`) === null);
    if (isHalf) read.problem(`dow_${index} has only one of its two times`);
    return closed;
  }
  if (open === close && open === '00:00') return closed;
  const opening = { open, close: close === '00:00' ? '24:00' : close };
  if (opening.close > open) return { opening, oddity: null };
  const isNight = close < LATEST_NIGHT;
  const oddity = `${dayNames[index]} ${open}-${close} closes before it opens; read as open until ${isNight ? `${close} the next day` : 'midnight'}`;
  return { opening: { open, close: isNight ? close : '24:00' }, oddity };
}

/** `HH:MM[:SS]` as `HH:MM`; the last minute of the day as `24:00`. */
function parseTime(text: string): string | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(text);
  if (match === null) return /^24:00(:00)?$/.test(text) ? '24:00' : null;
  const time = `${match[1]}:${match[2]}`;
  return time === '23:59' ? '24:00' : time;
}
