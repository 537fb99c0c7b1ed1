// Opening hours, each calendar for some desks from one date to another. Hours may run over several weekdays; an exception without openings
// is a closure.

import { z } from 'zod';
import {
  LocalDateSchema,
  LocalTimeSchema,
  type Calendar,
  type Opening,
  type WeeklyHours,
} from '../../../shared/rules/model/calendar.ts';
import type { DatedCalendar } from '../../../shared/rules/model/policy-rule-set.ts';
import type { FolioFolder } from './folio-files.ts';
import { calendarFaults } from '../../../shared/rules/calendar/calendar-faults.ts';
import { fieldFault, type RuleFault } from '../../../shared/rules/rule-fault.ts';
import { readForms, sayFaults } from './read-record.ts';

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const day = z.enum(DAYS);

const CalendarForm = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  startDate: LocalDateSchema,
  endDate: LocalDateSchema,
  assignments: z.array(z.string()),
  assignment_names: z.array(z.string()).optional(),
  normalHours: z.array(
    z.strictObject({ startDay: day, startTime: LocalTimeSchema, endDay: day, endTime: LocalTimeSchema }),
  ),
  exceptions: z.array(
    z.strictObject({
      name: z.string(),
      startDate: LocalDateSchema,
      endDate: LocalDateSchema,
      openings: z
        .array(
          z.strictObject({
            startDate: LocalDateSchema,
            startTime: LocalTimeSchema,
            endDate: LocalDateSchema,
            endTime: LocalTimeSchema,
          }),
        )
        .optional(),
    }),
  ),
});
type CalendarForm = z.infer<typeof CalendarForm>;

/** Reads the calendars; their hours are in the zone of the library. */
export async function readFolioCalendars(folder: FolioFolder, zone: string): Promise<DatedCalendar[]> {
  const records = await readForms(folder, 'calendars', CalendarForm);
  return records.flatMap((record) => {
    const { value, file, line } = record;
    const calendar = toCalendar(value, zone);
    const faults = [...backwards(value), ...calendarFaults('hours', calendar)];
    if (faults.length > 0) {
      folder.tally.take('calendars', -1);
      folder.tally.reject('calendars', { file, line, reason: sayFaults(record, faults) });
      return [];
    }
    const { id, name, startDate, endDate, assignments } = value;
    return [{ id, name: name.trim(), from: startDate, to: endDate, desks: assignments, calendar }];
  });
}

/** Ranges of dates that end before they begin. */
function backwards({ startDate, endDate, exceptions }: CalendarForm): RuleFault[] {
  const ranges = [
    { path: 'endDate', from: startDate, to: endDate },
    ...exceptions.map(({ startDate: from, endDate: to }, index) => ({ path: `exceptions.${index}.endDate`, from, to })),
  ];
  return ranges.flatMap(({ path, from, to }) =>
    from <= to ? [] : [fieldFault('RANGE_BACKWARDS', path, { from, to })],
  );
}

function toCalendar({ normalHours, exceptions }: CalendarForm, zone: string): Calendar {
  const weekly: WeeklyHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const { startDay, startTime, endDay, endTime } of normalHours) {
    const [first, length] = [DAYS.indexOf(startDay), daysUntil(startDay, startTime, endDay, endTime)];
    for (const [offset, opening] of splitByDay(length, startTime, endTime).entries()) {
      const weekday = WEEK[(first + offset) % WEEK.length];
      if (weekday !== undefined) weekly[weekday].push(opening);
    }
  }
  return {
    zone,
    weekly,
    yearly: [],
    closures: exceptions.flatMap(({ name, startDate, endDate, openings = [] }) =>
      openings.length > 0 ? [] : [{ from: `${startDate}T00:00`, to: `${nextDay(endDate)}T00:00`, name }],
    ),
    exceptions: exceptions.flatMap(({ name, startDate, endDate, openings = [] }) => {
      if (openings.length === 0) return [];
      return datesFrom(startDate, endDate).map((date) => ({ date, name, hours: hoursOn(date, openings) }));
    }),
  };
}

type DatedOpening = NonNullable<CalendarForm['exceptions'][number]['openings']>[number];

/** The part of each opening that is on one date. */
function hoursOn(date: string, openings: readonly DatedOpening[]): Opening[] {
  return openings.flatMap(({ startDate, startTime, endDate, endTime }) => {
    const offset = datesFrom(startDate, endDate).indexOf(date);
    const part = splitByDay(datesFrom(startDate, endDate).length - 1, startTime, endTime)[offset];
    return part === undefined ? [] : [part];
  });
}

/** From one weekday to the next one of another name; hours that end before they begin on one day run for a week. */
function daysUntil(
  startDay: (typeof DAYS)[number],
  startTime: string,
  endDay: (typeof DAYS)[number],
  endTime: string,
): number {
  const days = (DAYS.indexOf(endDay) - DAYS.indexOf(startDay) + DAYS.length) % DAYS.length;
  return days === 0 && endTime <= startTime ? DAYS.length : days;
}

/** An opening that ends `length` days after it began, cut at each midnight. */
function splitByDay(length: number, startTime: string, endTime: string): Opening[] {
  return Array.from({ length: length + 1 }, (_, offset) => ({
    open: offset === 0 ? short(startTime) : '00:00',
    close: offset === length ? short(endTime) : '24:00',
  })).filter(({ open, close }) => !(open === '00:00' && close === '00:00'));
}

/** Seconds that are zero are not written. */
function short(text: string): string {
  return text.endsWith(':00') && text.length === 8 ? text.slice(0, 5) : text;
}

/** Longer than any exception of a calendar, so that a wrong year does not fill the memory. */
const MOST_DATES = 1000;

function datesFrom(start: string, end: string): string[] {
  const dates: string[] = [];
  for (let date = start; date <= end && dates.length < MOST_DATES; date = nextDay(date)) dates.push(date);
  return dates;
}

function nextDay(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
