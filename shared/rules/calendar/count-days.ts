// Days counted on a calendar: adding days by the way that closed ones are treated, and counting open ones. Bounded: a calendar that never opens
// is an answer of its own.

import type { ClosedDayMode } from './closed-day-mode.ts';
import { clampDay, weekdayOf, type LocalDay } from './local-time.ts';
import type { OpeningTimes } from './opening-times.ts';

/** The part of a calendar that counting days needs. */
export type CountedDays = Pick<OpeningTimes, 'isOpenDay' | 'isClosedWeekday' | 'nextOpenDay' | 'previousOpenDay'>;

/** More open days than this are not counted one by one: no library lends for a hundred years. */
const MOST_COUNTED = 36_600;

/** More days than this are not looked through: a range of a thousand years. */
const MOST_RANGE = 366_000;

/** Adds days, or takes them away where `n` is negative; null = the search found no open day. Modes that look at hours keep the plain day. */
export function addDays(times: CountedDays, day: LocalDay, n: number, mode: ClosedDayMode): LocalDay | null {
  if (mode === 'skip_closed_days') return addOpenDays(times, day, n);
  const plain = clampDay(day + n);
  switch (mode) {
    case 'next_open_day':
    case 'end_next_open_day':
    case 'after_closure':
      return openDay(times, plain, n < 0 ? -1 : 1);
    case 'end_previous_open_day':
      return openDay(times, plain, -1);
    case 'next_same_weekday':
      return n % 7 === 0 ? openSameWeekday(times, plain, n < 0 ? -1 : 1) : openDay(times, plain, n < 0 ? -1 : 1);
    default:
      return plain;
  }
}

/** Steps over so many open days. */
export function addOpenDays(times: CountedDays, day: LocalDay, n: number): LocalDay | null {
  let at = day;
  for (let left = Math.min(Math.abs(n), MOST_COUNTED); left > 0; left -= 1) {
    const next = n < 0 ? times.previousOpenDay(at) : times.nextOpenDay(at);
    if (next === null) return null;
    at = next;
  }
  return at;
}

/** The day itself when it is open, else the nearest open one in a direction. */
export function openDay(times: CountedDays, day: LocalDay, direction: 1 | -1): LocalDay | null {
  if (times.isOpenDay(day)) return day;
  return direction === 1 ? times.nextOpenDay(day) : times.previousOpenDay(day);
}

/** Weeks that are looked through for a weekday that is open. */
const MOST_WEEKS = 520;

/** The day itself when it is open, else the same weekday of a later week; a weekday that is always closed is not waited for. */
export function openSameWeekday(times: CountedDays, day: LocalDay, direction: 1 | -1): LocalDay | null {
  let at = day;
  for (let steps = 0; steps < MOST_WEEKS; steps += 1) {
    if (times.isOpenDay(at)) return at;
    at = clampDay(at + direction * (times.isClosedWeekday(weekdayOf(at)) ? 1 : 7));
  }
  return openDay(times, at, direction);
}

/**
 * The days from the earlier to the later day, less the closed days among them. Closed days at both ends are taken off
 * too.
 */
export function openDaysBetween(times: CountedDays, one: LocalDay, other: LocalDay): number {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  return to - from - closedDaysIn(times, from, to).length;
}

/** Whether a day strictly between two days is open. */
export function hasOpenDayBetween(times: CountedDays, one: LocalDay, other: LocalDay): boolean {
  const next = times.nextOpenDay(Math.min(one, other));
  return next !== null && next < Math.max(one, other);
}

/** The closed days of a range, both ends included. */
export function closedDaysIn(times: Pick<CountedDays, 'isOpenDay'>, from: LocalDay, to: LocalDay): LocalDay[] {
  const closed: LocalDay[] = [];
  for (let day = from; day <= Math.min(to, from + MOST_RANGE); day += 1) if (!times.isOpenDay(day)) closed.push(day);
  return closed;
}
