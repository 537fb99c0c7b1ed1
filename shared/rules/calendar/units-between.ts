// How many whole units lie between two moments, cut toward zero. Minutes and hours are elapsed, the others are steps on the wall clock.

import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { PeriodUnit } from '../model/period.ts';
import { dayOf, midnightOf, type LocalTime } from './local-time.ts';
import type { ZoneClock } from './zone-clock.ts';

/** Whole units from `start` to `end`; negative when `end` is earlier. */
export function wholeUnitsBetween(clock: ZoneClock, start: Instant, end: Instant, unit: PeriodUnit): number {
  switch (unit) {
    case 'minutes':
      return whole((end - start) / MINUTE_MS);
    case 'hours':
      return whole((end - start) / HOUR_MS);
    case 'days':
      return whole((clock.toLocal(end) - clock.toLocal(start)) / DAY_MS);
    case 'weeks':
      return whole((clock.toLocal(end) - clock.toLocal(start)) / (7 * DAY_MS));
    case 'months':
      return monthsBetween(clock.toLocal(start), clock.toLocal(end));
  }
}

/** A month is whole when the day of the month and the time of day are reached again. */
function monthsBetween(start: LocalTime, end: LocalTime): number {
  const [from, to] = [new Date(start), new Date(end)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const intoMonth = (at: Date, time: LocalTime) => at.getUTCDate() * DAY_MS + time - midnightOf(dayOf(time));
  const [begun, reached] = [intoMonth(from, start), intoMonth(to, end)];
  if (months > 0 && reached < begun) return months - 1;
  return months < 0 && reached > begun ? months + 1 : months;
}

/** Cut toward zero, and never a negative zero. */
function whole(n: number): number {
  return Math.trunc(n) + 0;
}
