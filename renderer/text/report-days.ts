// The days that a report is of, on the clock of the branch. The last one is included, to its end. Where a report counts by service days they end at
// an hour of the night, so that today, for a night shift, is the day that it began on.

import { serviceDayOf } from '../../shared/core/service-day.ts';
import { formatInstant, type Instant } from '../../shared/core/instant.ts';
import { movedDay, periodOfDays, type DayBounds, type Days } from '../../shared/core/days.ts';

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

/** How days are reckoned, and fiscal years. */
export type DayTerms = DayBounds & {
  /** First day of the fiscal year, as `07-01`. */
  readonly fiscalYearStarts: string;
};

/** The days that a period names now; of `other`: today. */
export function daysOf(period: Period, now: Instant, terms: DayTerms): Days {
  const today = serviceDayOf(now, { zone: terms.zone, endsAtHour: terms.dayBeginsAt });
  const back = (days: number): string => movedDay(today, -days);
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
      const last = movedDay(`${month}-01`, -1);
      return { first: `${last.slice(0, 7)}-01`, last };
    }
    case 'year':
      return { first: back(364), last: today };
    case 'fiscal-year':
      return { first: fiscalYearBegan(today, terms), last: today };
    case 'last-fiscal-year': {
      const last = movedDay(fiscalYearBegan(today, terms), -1);
      return { first: fiscalYearBegan(last, terms), last };
    }
  }
}

/** The first day of the fiscal year of a day. */
function fiscalYearBegan(day: string, { fiscalYearStarts: starts }: DayTerms): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) < starts ? year - 1 : year}-${starts}`;
}

/** The instants from which and before which, as the bridge has them; null where a day is none of the calendar, or the last is before the first. */
export function periodOf(days: Days, bounds: DayBounds): { readonly from: string; readonly to: string } | null {
  const period = periodOfDays(days, bounds);
  return period === null ? null : { from: formatInstant(period.from), to: formatInstant(period.to) };
}
