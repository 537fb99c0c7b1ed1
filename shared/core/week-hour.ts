// The hour of the week that a moment has on the clock of a branch. Where the clock is set back an hour comes twice and both count for it; where
// it is set forward the hour that is jumped over has nothing.

import { Temporal } from 'temporal-polyfill';
import { HOUR_MS, MINUTE_MS, sayableInstant, type Instant, type Millis } from './instant.ts';

export const DAYS_OF_WEEK = 7;
export const HOURS_OF_DAY = 24;
const HOURS_OF_WEEK = DAYS_OF_WEEK * HOURS_OF_DAY;

/** 1970 began on a Thursday. */
const HOURS_BEFORE_1970 = 3 * HOURS_OF_DAY;

/** Returns the hour of the week, 0 (Monday from midnight) to 167. Made once for many moments. */
export function weekHours(): (at: Instant, zone: string) => number {
  const offset = clockOffsets();
  return (at, zone) => {
    const hours = (Math.floor((at + offset(at, zone)) / HOUR_MS) + HOURS_BEFORE_1970) % HOURS_OF_WEEK;
    return hours < 0 ? hours + HOURS_OF_WEEK : hours;
  };
}

/**
 * Returns when the hour on the clock of a branch began that a moment falls into: in many zones that is no hour of UTC. Made once for many moments.
 */
export function hourBegins(): (at: Instant, zone: string) => Instant {
  const offset = clockOffsets();
  return (at, zone) => {
    const ahead = offset(at, zone);
    return Math.floor((at + ahead) / HOUR_MS) * HOUR_MS - ahead;
  };
}

/** No clock is set twice within so long. */
const BLOCK_MS = 6 * HOUR_MS;
/** No clock is set but at the beginning of one. */
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_KNOWN = 50_000;

/**
 * Returns how far a clock is ahead of UTC. The calendar is asked for the ends of a block of hours, and for each quarter of an hour only in one in
 * which the clock is set: moments are many, and mostly follow each other.
 */
function clockOffsets(): (at: Instant, zone: string) => Millis {
  const blockOf = byPart(BLOCK_MS, (from, zone) => {
    const ahead = aheadAt(from, zone);
    return ahead === aheadAt(from + BLOCK_MS - 1, zone) ? ahead : null;
  });
  const quarterOf = byPart(QUARTER_MS, aheadAt);
  return (at, zone) => blockOf(at, zone) ?? quarterOf(at, zone);
}

function aheadAt(at: Instant, zone: string): Millis {
  return (
    Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
  );
}

/** Looks up the moments of one part of time together. */
function byPart<T>(partMs: Millis, look: (part: Instant, zone: string) => T): (at: Instant, zone: string) => T {
  const zones = new Map<string, Map<Instant, T>>();
  let last: { readonly part: Instant; readonly zone: string; readonly found: T } | null = null;
  return (at, zone) => {
    const part = Math.floor(at / partMs) * partMs;
    if (last?.part === part && last.zone === zone) return last.found;
    const known = zones.get(zone) ?? new Map<Instant, T>();
    zones.set(zone, known);
    // `undefined` alone is unknown: a block may have no one offset.
    const before = known.get(part);
    const found = before === undefined ? look(part, zone) : before;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(part, found);
    last = { part, zone, found };
    return found;
  };
}
