// Opening hours and closures of one branch, in local wall time plus zone. "Closed" is never stored as a range of UTC midnights.
// Order for one date: exception, then single closures and ranges, then weekdays that are closed and weekly hours, then yearly.

import { z } from 'zod';
import { readDay, writeDay } from '../calendar/local-time.ts';
import { writtenText } from './written-text.ts';

/** Local wall time `HH:MM` or `HH:MM:SS`, `24:00` allowed as an end. */
export const LocalTimeSchema = writtenText('time', (text) =>
  /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$|^24:00(:00)?$/.test(text),
);

/** Local date `YYYY-MM-DD`. */
export const LocalDateSchema = writtenText('date', isDate);

/** Local date and time `YYYY-MM-DDTHH:MM`. */
export const LocalDateTimeSchema = writtenText(
  'dateTime',
  (text) => /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDate(text.slice(0, 10)),
);

/** A day of every year `MM-DD`, February 29th too. */
export const YearlyDaySchema = writtenText('yearlyDay', (text) => isDate(`2000-${text}`));

/** Whether a text is a day that its month has. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && writeDay(readDay(text)) === text;
}

/** One opening of a day; a closing time at or before the opening time is on the next day. */
export const OpeningSchema = z.object({ open: LocalTimeSchema, close: LocalTimeSchema });
export type Opening = z.infer<typeof OpeningSchema>;

const dayHours = z.array(OpeningSchema);

/** Weekly hours; an empty list is a day that is always closed. */
export const WeeklyHoursSchema = z.object({
  mon: dayHours,
  tue: dayHours,
  wed: dayHours,
  thu: dayHours,
  fri: dayHours,
  sat: dayHours,
  sun: dayHours,
});
export type WeeklyHours = z.infer<typeof WeeklyHoursSchema>;

/** A day of the week, as weekly hours name it. */
export const WeekdaySchema = WeeklyHoursSchema.keyof();

/** A closure between two local moments, the end not included; `from` and `to` at midnight close whole days. */
export const ClosureSchema = z.object({ from: LocalDateTimeSchema, to: LocalDateTimeSchema, name: z.string() });
export type Closure = z.infer<typeof ClosureSchema>;

export const CalendarSchema = z.object({
  zone: z.string().min(1),
  /** Null: no hours are known; every day that no closure names is open all day. */
  weekly: WeeklyHoursSchema.nullable(),
  /** Weekdays that are closed even if they have hours. */
  closedWeekdays: z.array(WeekdaySchema).optional(),
  /** Closed every year on this day, `MM-DD`. */
  yearly: z.array(z.object({ day: YearlyDaySchema, name: z.string() })),
  closures: z.array(ClosureSchema),
  /** Days with hours of their own; they win over everything else. */
  exceptions: z.array(z.object({ date: LocalDateSchema, hours: dayHours, name: z.string() })),
});
export type Calendar = z.infer<typeof CalendarSchema>;
