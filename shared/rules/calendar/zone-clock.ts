// The wall clock of one zone: instants to local time and back. Never the zone of the PC.

import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type Instant } from '../../core/instant.ts';
import { clampDay, dayOf, midnightOf, type LocalTime } from './local-time.ts';

export type ZoneClock = {
  readonly zone: string;
  /** What the wall clock shows at an instant. */
  toLocal(at: Instant): LocalTime;
  /** The instant of a local time. A time that a clock change skips is moved forward by the gap; of two the first is taken. */
  toInstant(time: LocalTime): Instant;
};

/** The clock of an IANA zone; null when there is no such zone. */
export function zoneClock(zone: string): ZoneClock | null {
  if (!isZone(zone)) return null;
  return {
    zone,
    toLocal: (at) => {
      const within = clampInstant(at);
      const zoned = Temporal.Instant.fromEpochMilliseconds(within).toZonedDateTimeISO(zone);
      return within + Math.round(zoned.offsetNanoseconds / 1e6);
    },
    toInstant: (time) =>
      Temporal.Instant.fromEpochMilliseconds(clampInstant(time))
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime()
        .toZonedDateTime(zone).epochMilliseconds,
  };
}

/** Whether a text names a zone. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** An instant within what a `Date` and a zone can hold. */
export function clampInstant(time: number): number {
  const day = clampDay(dayOf(time));
  return day === dayOf(time) ? time : midnightOf(day) + DAY_MS / 2;
}

/** The clock of whatever has no zone. */
export const UTC: ZoneClock = { zone: 'UTC', toLocal: (at) => at, toInstant: (time) => time };
