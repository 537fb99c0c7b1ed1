// Days on the clock of a place, as moments. The last of several is in them, to its end. Service days begin at an hour of the night.

import { DAY_MS, type Instant } from './instant.ts';
import { parseLocalMoment } from './local-moment.ts';

/** First and last day, `2026-12-01`. */
export type Days = { readonly first: string; readonly last: string };

/** How days are reckoned. */
export type DayBounds = {
  /** Of the branch. */
  readonly zone: string;
  /** The hour at which a day begins, 0 to 23. */
  readonly dayBeginsAt: number;
};

/** The moments from which and before which; null where a day is none of the calendar, or the last is before the first. */
export function periodOfDays(
  { first, last }: Days,
  bounds: DayBounds,
): { readonly from: Instant; readonly to: Instant } | null {
  const from = beginOfDay(first, bounds);
  const to = beginOfDay(last, bounds) === null ? null : beginOfDay(movedDay(last, 1), bounds);
  return from === null || to === null || to <= from ? null : { from, to };
}

/** When a day begins; null where it is none of the calendar. */
export function beginOfDay(day: string, { zone, dayBeginsAt }: DayBounds): Instant | null {
  return parseLocalMoment(`${day}T${String(dayBeginsAt).padStart(2, '0')}:00`, zone);
}

/** A day so many days later. Days of a calendar have no zone: counted in UTC none is longer than another. */
export function movedDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
