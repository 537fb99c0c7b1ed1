// The hour of the week that a moment has on the clock of a branch. Where the clock is set back an hour comes twice and both count for it; where
// it is set forward the hour that is jumped over has nothing.

import { Temporal } from 'temporal-polyfill';
import { MINUTE_MS, type Instant } from './instant.ts';

export const DAYS_OF_WEEK = 7;
export const HOURS_OF_DAY = 24;

/** Tells hours of the week, 0 (Monday from midnight) to 167. Made once for many moments: those of one quarter of an hour are looked up together. */
export function weekHours(): (at: Instant, zone: string) => number {
  const known = new Map<string, number>();
  return (at, zone) => {
    // No zone changes its clock within a quarter of an hour, nor is any off by less.
    const key = `${Math.floor(at / QUARTER_MS)} ${zone}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const hour = (local.dayOfWeek - 1) * HOURS_OF_DAY + local.hour;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, hour);
    return hour;
  };
}

const QUARTER_MS = 15 * MINUTE_MS;
const MOST_KNOWN = 50_000;

/** Tells when the hour on the clock of a branch began that a moment falls into: in many zones that is no hour of UTC. Made once for many moments. */
export function hourBegins(): (at: Instant, zone: string) => Instant {
  const known = new Map<string, Instant>();
  return (at, zone) => {
    const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
    const key = `${quarter} ${zone}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { minute } = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone);
    const began = quarter - minute * MINUTE_MS;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, began);
    return began;
  };
}
