// Reports that a library has made by itself: of which time, and when. Reckoned on the clock of the library, so a change of clocks moves nothing.

import { Temporal } from 'temporal-polyfill';
import { fiscalYearOf } from '../core/fiscal-year.ts';
import type { Instant } from '../core/instant.ts';
import type { ReportPeriod } from './question.ts';

export const SCHEDULE_PERIODS = ['last-day', 'last-week', 'last-month', 'last-fiscal-year'] as const;
/** Whole days, weeks from Monday, months and fiscal years of the library, each made once it is over. */
export type SchedulePeriod = (typeof SCHEDULE_PERIODS)[number];

/** Whether a text names such a period. */
export function isSchedulePeriod(text: string): text is SchedulePeriod {
  return SCHEDULE_PERIODS.some((period) => period === text);
}

export type ScheduleTerms = {
  readonly period: SchedulePeriod;
  /** At which minute of the day after the period it is made: 360 is 6 a.m. An hour that the clock jumps over is the one after it. */
  readonly atMinute: number;
  readonly zone: string;
  /** `07-01`. */
  readonly fiscalYearStarts: string;
};

/**
 * The newest period that is due. Older ones that were missed are not made any more: the person who misses one asks for
 * it.
 */
export function newestDue(terms: ScheduleTerms, now: Instant): ReportPeriod {
  const last = periodBefore(terms, now);
  return dueAt(terms, last) <= now ? last : periodBefore(terms, last.to - 1);
}

/** When the report of a period is made. */
export function dueAt({ atMinute, zone }: ScheduleTerms, { to }: ReportPeriod): Instant {
  const day = local(to, zone).toPlainDate();
  const time = { hour: Math.floor(atMinute / 60), minute: atMinute % 60 };
  return day.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}

/** The newest period that was over at a moment. */
function periodBefore(terms: ScheduleTerms, at: Instant): ReportPeriod {
  const { period, zone, fiscalYearStarts: starts } = terms;
  const today = local(at, zone).toPlainDate();
  const midnight = (date: Temporal.PlainDate): Instant => date.toZonedDateTime(zone).epochMilliseconds;
  const span = (end: Temporal.PlainDate, length: Temporal.DurationLike): ReportPeriod => {
    return { from: midnight(end.subtract(length)), to: midnight(end) };
  };
  switch (period) {
    case 'last-day':
      return span(today, { days: 1 });
    case 'last-week':
      return span(today.subtract({ days: today.dayOfWeek - 1 }), { days: 7 });
    case 'last-month':
      return span(today.with({ day: 1 }), { months: 1 });
    case 'last-fiscal-year': {
      const { from } = fiscalYearOf(at, { starts, zone });
      const { from: first, to } = fiscalYearOf(from - 1, { starts, zone });
      return { from: first, to };
    }
  }
}

function local(at: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
