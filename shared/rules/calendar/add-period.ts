// A moment and a period: minutes and hours are elapsed time, days, weeks and months move the date and keep the time on the wall clock.

import { HOUR_MS, MINUTE_MS, type Instant } from '../../core/instant.ts';
import { isDayGranular, type Period } from '../model/period.ts';
import { addToDay, dayOf, midnightOf } from './local-time.ts';
import { clampInstant, type ZoneClock } from './zone-clock.ts';

/** The moment a period after another. A time that a clock change skips is moved forward by the gap. */
export function addPeriod(clock: ZoneClock, at: Instant, period: Period): Instant {
  if (!isDayGranular(period)) return clampInstant(at + period.n * (period.unit === 'hours' ? HOUR_MS : MINUTE_MS));
  const local = clock.toLocal(at);
  const day = dayOf(local);
  return clock.toInstant(midnightOf(addToDay(day, period)) + local - midnightOf(day));
}
