// The hour of the week that a moment has on the clock of a branch. Where the clock is set back an hour comes twice and both count for it; where
// it is set forward the hour that is jumped over has nothing.

import { Temporal } from 'temporal-polyfill';
import { MINUTE_MS, type Instant } from './instant.ts';

export const DAYS_OF_WEEK = 7;
export const HOURS_OF_DAY = 24;

/** Tells hours of the week, 0 (Monday from midnight) to 167. Made once for many moments. */
export function weekHours(): (at: Instant, zone: string) => number {
  return byQuarter((quarter, zone) => {
    const local = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone);
    return (local.dayOfWeek - 1) * HOURS_OF_DAY + local.hour;
  });
}

/** Tells when the hour on the clock of a branch began that a moment falls into: in many zones that is no hour of UTC. Made once for many moments. */
export function hourBegins(): (at: Instant, zone: string) => Instant {
  return byQuarter((quarter, zone) => {
    const { minute } = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone);
    return quarter - minute * MINUTE_MS;
  });
}

const QUARTER_MS = 15 * MINUTE_MS;
const MOST_KNOWN = 50_000;

/**
 * Looks up the moments of one quarter of an hour together: no zone changes its clock within one, nor is any off by less. Those that follow
 * each other are mostly of the same one.
 */
function byQuarter<T>(look: (quarter: Instant, zone: string) => T): (at: Instant, zone: string) => T {
  const zones = new Map<string, Map<Instant, T>>();
  let last: { readonly quarter: Instant; readonly zone: string; readonly found: T } | null = null;
  return (at, zone) => {
    const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
    if (last?.quarter === quarter && last.zone === zone) return last.found;
    const known = zones.get(zone) ?? new Map<Instant, T>();
    zones.set(zone, known);
    const found = known.get(quarter) ?? look(quarter, zone);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(quarter, found);
    last = { quarter, zone, found };
    return found;
  };
}
