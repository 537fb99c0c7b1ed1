// closed_dates.csv: closures by branch. A closure of whole days is read as dates, since it was entered as dates; one of some hours as its
// moments, in the zone of the branch.

import { Temporal } from 'temporal-polyfill';
import type { BranchId } from '../../../shared/core/ids.ts';
import type { Closure } from '../../../shared/rules/model/calendar.ts';
import { parseRealInstant, type RowReader } from '../csv/row-reader.ts';
import { noteRow, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import { readBranch, type BranchTree } from './read-branches.ts';

type ClosureRow = { readonly branch: BranchId | null; readonly closure: Closure | null; readonly isEmergency: boolean };

/** Closures of each branch as the file has them. */
export async function readClosures(folder: EvergreenRulesFolder, tree: BranchTree): Promise<Map<BranchId, Closure[]>> {
  const closures = new Map<BranchId, Closure[]>();
  for (const { line, value } of await readAll(folder, 'closed_dates', (read) => parseRow(read, tree))) {
    if (value.branch === null || value.closure === null) continue;
    const own = closures.get(value.branch) ?? [];
    own.push(value.closure);
    closures.set(value.branch, own);
    takeRows(folder, 'closed_dates');
    if (value.isEmergency)
      noteRow(folder, 'closed_dates', line, 'an emergency closing is taken as a closure like any other');
  }
  return closures;
}

function parseRow(read: RowReader, tree: BranchTree): ClosureRow {
  const branch = readBranch(read, tree, 'org_unit');
  if (read.text('org_unit') === null) read.required('org_unit');
  for (const column of ['close_start', 'close_end']) {
    read.required(column);
    read.parsed(column, 'a time with an offset', parseRealInstant);
  }
  const isEmergency = read.text('emergency_closing') !== null && read.text('emergency_closing') !== '0';
  const isFullDay = read.flag('full_day') ?? false;
  if (branch === null || read.problems().length > 0) return { branch: null, closure: null, isEmergency };
  const from = read.text('close_start') ?? '';
  const to = read.text('close_end') ?? '';
  const span = isFullDay ? wholeDays(from, to, branch.zone) : hours(from, to, branch.zone);
  if (span.to <= span.from) read.problem('it ends before it begins');
  return { branch: branch.id, closure: { ...span, name: read.text('reason') ?? '' }, isEmergency };
}

/**
 * The dates as they were entered: in the zone of the branch, where a day begins and ends there at these moments; else as they are written, in any offset. An
 * end at midnight sharp ends the day before.
 */
function wholeDays(from: string, to: string, zone: string): { from: string; to: string } {
  const [first, end] = datesThere(from, to, zone) ?? [dateTime(from), dateTime(to)];
  const isSharp = end.hour === 0 && end.minute === 0 && Temporal.PlainDateTime.compare(end, first) > 0;
  const last = end.toPlainDate();
  const after = isSharp ? last : last.add({ days: 1 });
  return { from: `${first.toPlainDate().toString()}T00:00`, to: `${after.toString()}T00:00` };
}

/** Null where these are no ends of days in the zone. A server writes times in a zone of its own, not in that of each branch. */
function datesThere(from: string, to: string, zone: string): [Temporal.PlainDateTime, Temporal.PlainDateTime] | null {
  const there = (text: string) =>
    Temporal.Instant.fromEpochMilliseconds(parseRealInstant(text) ?? 0)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime();
  const [first, end] = [there(from), there(to)];
  const isStart = first.hour === 0 && first.minute === 0;
  const isEnd = (end.hour === 23 && end.minute === 59) || (end.hour === 0 && end.minute === 0);
  return isStart && isEnd ? [first, end] : null;
}

function dateTime(text: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text.slice(0, 16).replace(' ', 'T'));
}

/** Local moments, to the minute: the end rounded up, so that a closure until 23:59:59 lasts until midnight. */
function hours(from: string, to: string, zone: string): { from: string; to: string } {
  return { from: localMinute(from, zone, 'floor'), to: localMinute(to, zone, 'ceil') };
}

function localMinute(text: string, zone: string, roundingMode: 'floor' | 'ceil'): string {
  const local = Temporal.Instant.fromEpochMilliseconds(parseRealInstant(text) ?? 0)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  return local.round({ smallestUnit: 'minute', roundingMode }).toString({ smallestUnit: 'minute' });
}
