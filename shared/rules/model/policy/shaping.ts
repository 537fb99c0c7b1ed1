// The adjustments of a due date after the period is added: the policy group `time shaping`. Which values a system means
// is in due/shaping-of.ts.

import { z } from 'zod';
import { ClosedDayModeSchema } from '../../calendar/closed-day-mode.ts';
import { LocalTimeSchema } from '../calendar.ts';

/** Minutes of elapsed time. */
const minutes = z.int().min(0);

export const OvernightTermsSchema = z.object({
  allowed: z.boolean(),
  /** Only loans that begin within this many minutes before closing run overnight; null = every loan that would end after closing does. */
  windowMinutes: minutes.nullable(),
  /** Due at the next opening plus the opening offset, or at a fixed local time of the next open day. */
  due: z.union([z.literal('next-opening'), z.object({ at: LocalTimeSchema })]),
  /** Whether closed days between may make the night longer; otherwise such a loan is cut to closing. */
  weekendAsOvernight: z.boolean(),
});
export type OvernightTerms = z.infer<typeof OvernightTermsSchema>;

export const ShapingTermsSchema = z.object({
  /** `wall-clock`: days move the date and keep the time of day; `elapsed`: a day is 24 hours. */
  arithmetic: z.enum(['wall-clock', 'elapsed']),
  /** Up to the next whole minute or hour, of loans that are due at a time. */
  rounding: z.enum(['none', 'minute', 'hour']),
  /** End of the day for loans in days: `23:59` (seconds 0) or `23:59:59`. */
  endOfDay: z.enum(['23:59', '23:59:59']),
  /** `by-unit`: loans in days are due at a day; `by-length`: so are all whose length is a whole number of days. */
  dayGrain: z.enum(['by-unit', 'by-length']),
  closedDayMode: ClosedDayModeSchema,
  /** Whether closed days count in a period of days. */
  closedDaysCount: z.boolean(),
  /** Effect of closing time on loans in hours. */
  hoursMode: z.enum(['ignore', 'cut_to_closing', 'extend_to_next_opening']),
  /** `openings`: as the calendar has them on that date; `weekdays`: the hours that the weekday has in ordinary weeks, one pair a day. */
  hoursBasis: z.enum(['openings', 'weekdays']),
  /** Of loans in hours whose `hoursMode` left them alone: `as-days` applies the closed day mode to them. */
  hoursOnClosedDay: z.enum(['keep', 'as-days', 'after-closure', 'next-open-day']),
  /** Hour of the day that `next-open-day` sets, the minutes stay; null = the time of day stays. */
  nextOpenDayHour: z.int().min(0).max(23).nullable(),
  closeBufferMinutes: minutes,
  openingOffsetMinutes: minutes,
  /** An offset that passes the end of an opening: counted from the next opening that is long enough, or on the clock, closed time included. */
  openingOffsetSlides: z.enum(['to-longer-opening', 'on-the-clock']),
  overnight: OvernightTermsSchema.nullable(),
  /** A fixed date is a limit too: a date that closed days moved past it comes back. */
  fixedDateIsLimit: z.boolean(),
  hardDateWhen: z.enum(['before-closed', 'after-closed']),
  /** A hard date that had passed when the loan began. */
  hardDatePast: z.enum(['ignore', 'apply', 'refuse']),
  clampToPatronExpiry: z.enum(['none', 'end-of-day', 'exact', 'previous-open-day', 'previous-opening']),
  clampToBooking: z.boolean(),
  clampToCourseEnd: z.boolean(),
  /** A clamped date on a closed day goes back to an open one; `always`: also one that no clamp moved. */
  openAfterClamp: z.enum(['never', 'when-clamped', 'always']),
  /** A due moment no later than this after now is of no use. */
  minimumUsefulMinutes: minutes,
  /** `tell`: the date stands and the answer shows that it is too soon. */
  whenTooSoon: z.enum(['refuse', 'tell']),
});
export type ShapingTerms = z.infer<typeof ShapingTermsSchema>;
