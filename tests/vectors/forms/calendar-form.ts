// Calendars as cases write them: closed and open days in several lists, weekly hours, or the days of a timetable one by one.
// Days that nothing lists are open.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { openingTimes, type OpeningTimes } from '../../../shared/rules/calendar/opening-times.ts';
import {
  dayOf,
  midnightOf,
  readDay,
  readTimeOfDay,
  weekdayOf,
  writeDay,
  writeLocalTime,
  type Weekday,
} from '../../../shared/rules/calendar/local-time.ts';
import { LocalTimeSchema, WeekdaySchema, type Calendar, type Opening } from '../../../shared/rules/model/calendar.ts';
import type { VectorCase } from '../vector-case.ts';

/** `YYYY-MM-DD`, a day that its month has. */
export const DateForm = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'not a date', abort: true })
  .refine((text) => writeDay(readDay(text)) === text, 'no day of a calendar');

/** `[open, close]` of one opening. */
export const HoursForm = z.tuple([LocalTimeSchema, LocalTimeSchema]);
export type HoursForm = z.infer<typeof HoursForm>;

/** A day of a timetable. */
export const DayForm = z.strictObject({
  date: DateForm,
  open: z.boolean(),
  all_day: z.boolean().nullish(),
  hours: z.array(HoursForm).nullish(),
});
export type DayForm = z.infer<typeof DayForm>;

/** A day of a timetable that is added up: its openings may lack an end, or run backwards. */
export const CountedDayForm = DayForm.extend({
  hours: z.array(z.tuple([LocalTimeSchema.nullable(), LocalTimeSchema.nullable()])).nullish(),
  zone: z.string().nullish(),
});
export type CountedDayForm = z.infer<typeof CountedDayForm>;

/**
 * The day by the openings that it lists, also where it is marked as open all day. An opening ends on the day that it began on; one without an end, or
 * with an end that is not later, is none.
 */
export function countedDay({ zone: _, hours, ...day }: CountedDayForm): DayForm {
  if (hours === undefined || hours === null || (hours.length === 0 && day.all_day === true)) return day;
  const openings = hours.flatMap(([open, close]): HoursForm[] =>
    open !== null && close !== null && readTimeOfDay(open) < readTimeOfDay(close) ? [[open, close]] : [],
  );
  return { date: day.date, open: day.open && openings.length > 0, hours: openings };
}

export const CalendarForm = z.strictObject({
  library: z.string().nullish(),
  closed_dates: z.array(DateForm).nullish(),
  closed_weekdays: z.array(WeekdaySchema).nullish(),
  closed_yearly: z.array(z.string().regex(/^\d{2}-\d{2}$/, 'not MM-DD')).nullish(),
  open_exceptions: z.array(DateForm).nullish(),
  weekly_hours: z.partialRecord(WeekdaySchema, z.array(HoursForm)).nullish(),
  days: z.array(DayForm).nullish(),
});
export type CalendarForm = z.infer<typeof CalendarForm>;

const ALL_DAY: readonly Opening[] = [{ open: '00:00', close: '24:00' }];
const CLOSED = 'Closed';

type Zoned = Pick<VectorCase, 'time' | 'system'>;

/** The opening times of a calendar in the zone of its case; without a calendar every day is open. */
export function readTimes(one: Zoned, form: CalendarForm | null | undefined): OpeningTimes {
  return timesOf(readCalendar(one, form ?? {}));
}

/** The opening times of a timetable that knows no other days. */
export function readTimetable(one: Zoned, days: readonly DayForm[]): OpeningTimes {
  const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  return timesOf({ ...readCalendar(one, { days: [...days] }), weekly: never });
}

function timesOf(calendar: Calendar): OpeningTimes {
  const times = openingTimes(calendar);
  if (times === null) throw new HoldfastError('HF-CLI-014', { why: `there is no zone ${calendar.zone}` });
  return times;
}

/** The calendar of a case in the form of rule sets. */
export function readCalendar({ time, system }: Zoned, form: CalendarForm): Calendar {
  const { weekly_hours: hours } = form;
  const weekly = hours === undefined || hours === null ? null : readWeekly(system, hours);
  const listed = new Set(form.days?.map(({ date }) => date));
  const open = form.open_exceptions?.filter((date) => !listed.has(date)) ?? [];
  return {
    zone: time.clock.zone,
    weekly,
    closedWeekdays: form.closed_weekdays ?? [],
    yearly: form.closed_yearly?.map((day) => ({ day, name: CLOSED })) ?? [],
    closures: form.closed_dates?.map(closureOn) ?? [],
    exceptions: [
      ...open.map((date) => ({ date, hours: [...ordinaryHours(weekly, weekdayOf(readDay(date)))], name: 'Open' })),
      ...(form.days?.map((day) => ({ date: day.date, hours: [...hoursOf(day)], name: day.open ? 'Open' : CLOSED })) ??
        []),
    ],
  };
}

function readWeekly(system: Zoned['system'], form: NonNullable<CalendarForm['weekly_hours']>): Calendar['weekly'] {
  const of = (weekday: Weekday) =>
    form[weekday]?.filter((hours) => !isEvergreenClosed(system, hours)).map(toOpening) ?? [...ALL_DAY];
  return {
    mon: of('mon'),
    tue: of('tue'),
    wed: of('wed'),
    thu: of('thu'),
    fri: of('fri'),
    sat: of('sat'),
    sun: of('sun'),
  };
}

/** Evergreen writes a weekday without hours as one from midnight to midnight. */
function isEvergreenClosed(system: Zoned['system'], [open, close]: HoursForm): boolean {
  return system === 'evergreen' && open.startsWith('00:00') && close.startsWith('00:00');
}

function ordinaryHours(weekly: Calendar['weekly'], weekday: Weekday): readonly Opening[] {
  const hours = weekly === null ? [] : weekly[weekday];
  return hours.length === 0 ? ALL_DAY : hours;
}

/** An open day without hours is open all day. */
function hoursOf({ open, all_day, hours }: DayForm): readonly Opening[] {
  if (!open) return [];
  return all_day === true || hours === undefined || hours === null || hours.length === 0
    ? ALL_DAY
    : hours.map(toOpening);
}

function toOpening([open, close]: HoursForm): Opening {
  return { open, close };
}

function closureOn(date: string): Calendar['closures'][number] {
  const midnight = midnightOf(readDay(date));
  const next = midnightOf(dayOf(midnight) + 1);
  return { from: writeLocalTime(midnight), to: writeLocalTime(next), name: CLOSED };
}
