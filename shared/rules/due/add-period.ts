// Adds a period to a moment. Minutes and hours are elapsed time; days, weeks and months move the date and keep the time on the wall clock,
// save where a system counts a day as 24 hours.

import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant, type Millis } from '../../core/instant.ts';
import { addOpenDays, type CountedDays } from '../calendar/count-days.ts';
import { addToDay, dayOf, midnightOf } from '../calendar/local-time.ts';
import { clampInstant, type ZoneClock } from '../calendar/zone-clock.ts';
import { isDayGranular, type Period } from '../model/period.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';

/** The moment after a period. */
export function addPeriod(
  clock: ZoneClock,
  from: Instant,
  period: Period,
  arithmetic: ShapingTerms['arithmetic'],
): Instant {
  if (!isDayGranular(period)) return clampInstant(from + period.n * (period.unit === 'hours' ? 60 : 1) * MINUTE_MS);
  if (arithmetic === 'elapsed') return clampInstant(from + period.n * ELAPSED_MS[period.unit]);
  const start = clock.toLocal(from);
  const day = dayOf(start);
  return clock.toInstant(midnightOf(addToDay(day, period)) + start - midnightOf(day));
}

/** The same time of day after so many open days; null = the calendar has not so many. */
export function addOpenDaysTo(
  { clock, ...days }: CountedDays & { readonly clock: ZoneClock },
  from: Instant,
  n: number,
): Instant | null {
  const start = clock.toLocal(from);
  const open = addOpenDays(days, dayOf(start), n);
  return open === null ? null : clock.toInstant(midnightOf(open) + start - midnightOf(dayOf(start)));
}

/** The days of a period in days or weeks; null for others, which have no fixed number. */
export function daysOf({ n, unit }: Period): number | null {
  if (unit === 'weeks') return n * 7;
  return unit === 'days' ? n : null;
}

const ELAPSED_MS: Readonly<Record<'minutes' | 'hours' | 'days' | 'weeks' | 'months', Millis>> = {
  minutes: MINUTE_MS,
  hours: 60 * MINUTE_MS,
  days: DAY_MS,
  weeks: 7 * DAY_MS,
  // A twelfth of 365 days, as Evergreen counts.
  months: 2_628_000 * SECOND_MS,
};
