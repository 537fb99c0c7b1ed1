// The days that a report is of, on the clock of the branch. The last one is in it, to its end. Where a report counts by service days they end at an
// hour of the night, so that what a night shift asks for as today is the day that it began on.

import { parseLocalMoment } from '../../shared/core/local-moment.ts';
import { serviceDayOf } from '../../shared/core/service-day.ts';
import { DAY_MS, formatInstant, type Instant } from '../../shared/core/instant.ts';

export const PERIODS = [
  'today',
  'yesterday',
  'week',
  'month',
  'last-month',
  'year',
  'fiscal-year',
  'last-fiscal-year',
  'other',
] as const;
export type Period = (typeof PERIODS)[number];

/** First and last day, `2026-12-01`. */
export type Days = { readonly first: string; readonly last: string };

/** How days are reckoned. */
export type DayTerms = {
  /** Of the branch. */
  readonly zone: string;
  /** The hour at which a day begins, 0 to 23. */
  readonly dayBeginsAt: number;
  /** First day of the fiscal year, as `07-01`. */
  readonly fiscalYearStarts: string;
};

/** The days that a period names now; of `other`: today. */
export function daysOf(period: Period, now: Instant, terms: DayTerms): Days {
  const today = serviceDayOf(now, { zone: terms.zone, endsAtHour: terms.dayBeginsAt });
  const back = (days: number): string => moved(today, -days);
  const month = today.slice(0, 7);
  switch (period) {
    case 'today':
    case 'other':
      return { first: today, last: today };
    case 'yesterday':
      return { first: back(1), last: back(1) };
    case 'week':
      return { first: back(6), last: today };
    case 'month':
      return { first: `${month}-01`, last: today };
    case 'last-month': {
      const last = moved(`${month}-01`, -1);
      return { first: `${last.slice(0, 7)}-01`, last };
    }
    case 'year':
      return { first: back(364), last: today };
    case 'fiscal-year':
      return { first: fiscalYearBegan(today, terms), last: today };
    case 'last-fiscal-year': {
      const last = moved(fiscalYearBegan(today, terms), -1);
      return { first: fiscalYearBegan(last, terms), last };
    }
  }
}

/** The first day of the fiscal year of a day. */
function fiscalYearBegan(day: string, { fiscalYearStarts: starts }: DayTerms): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) < starts ? year - 1 : year}-${starts}`;
}

/** The instants from which and before which; null where a day is none of the calendar, or the last is before the first. */
export function periodOf(
  { first, last }: Days,
  { zone, dayBeginsAt }: Pick<DayTerms, 'zone' | 'dayBeginsAt'>,
): { readonly from: string; readonly to: string } | null {
  const beginOf = (day: string) => parseLocalMoment(`${day}T${String(dayBeginsAt).padStart(2, '0')}:00`, zone);
  const from = beginOf(first);
  const to = beginOf(last) === null ? null : beginOf(moved(last, 1));
  return from === null || to === null || to <= from ? null : { from: formatInstant(from), to: formatInstant(to) };
}

/** Days of a calendar have no zone: counted in UTC none is longer than another. */
function moved(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
