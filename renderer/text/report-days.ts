// The days that a report is of, on the calendar of the branch. The last one is in it, to its end.

import { formatLocalMoment, parseLocalMoment } from '../../shared/core/local-moment.ts';
import { DAY_MS, formatInstant, type Instant } from '../../shared/core/instant.ts';

export const PERIODS = ['today', 'yesterday', 'week', 'month', 'last-month', 'year', 'other'] as const;
export type Period = (typeof PERIODS)[number];

/** First and last day, `2026-12-01`. */
export type Days = { readonly first: string; readonly last: string };

/** The days that a period names now; of `other`: today. */
export function daysOf(period: Period, now: Instant, zone: string): Days {
  const today = formatLocalMoment(now, zone).slice(0, 10);
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
  }
}

/** The instants from which and before which; null where a day is none of the calendar, or the last is before the first. */
export function periodOf({ first, last }: Days, zone: string): { readonly from: string; readonly to: string } | null {
  const from = parseLocalMoment(`${first}T00:00`, zone);
  const isDay = parseLocalMoment(`${last}T00:00`, zone) !== null;
  const to = isDay ? parseLocalMoment(`${moved(last, 1)}T00:00`, zone) : null;
  return from === null || to === null || to <= from ? null : { from: formatInstant(from), to: formatInstant(to) };
}

/** Days of a calendar have no zone: counted in UTC none is longer than another. */
function moved(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
