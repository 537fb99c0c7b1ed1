// The wall clock of one zone: instants to local time and back. Never the zone of the PC.

import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type Instant } from '../../core/instant.ts';
import { clampDay, dayOf, midnightOf, type LocalTime } from './local-time.ts';

export type ZoneClock = {
  readonly zone: string;
  /** The local time at an instant. */
  toLocal(at: Instant): LocalTime;
  /** The instant of a local time. A time that a clock change skips is moved forward by the gap; of two the first is taken. */
  toInstant(time: LocalTime): Instant;
};

/** Clocks by zone: an answer about a zone is the same for every caller. */
const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone; null when there is no such zone. */
export function zoneClock(zone: string): ZoneClock | null {
  const known = clocks.get(zone);
  if (known !== undefined || !isZone(zone)) return known ?? null;
  const clock = clockOf(zone);
  clocks.set(zone, clock);
  return clock;
}

function clockOf(zone: string): ZoneClock {
  const spanAt = spansOf(zone);
  return {
    zone,
    toLocal: (at) => {
      const within = clampInstant(at);
      return within + spanAt(within).offset;
    },
    toInstant: (time) => {
      const within = clampInstant(time);
      const { from, to, offset } = spanAt(within);
      if (within - offset >= from + MOST_SHIFT_MS && within - offset < to - MOST_SHIFT_MS) return within - offset;
      // Near a change of the clock there may be two such times, or none.
      return Temporal.Instant.fromEpochMilliseconds(within)
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime()
        .toZonedDateTime(zone).epochMilliseconds;
    },
  };
}

/** From one change of a zone's clock to the next; milliseconds. */
type Span = { readonly from: Instant; readonly to: Instant; readonly offset: number };

/** No change of a clock, and no distance from UTC, is as long as this. */
const MOST_SHIFT_MS = 2 * DAY_MS;
const MOST_SPANS = 16;

/** Which offset holds at an instant. Nearly all questions are about the last weeks and the next ones, so that few spans are kept. */
function spansOf(zone: string): (at: Instant) => Span {
  let known: readonly Span[] = [];
  return (at) => {
    for (const span of known) if (at >= span.from && at < span.to) return span;
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    // The change at this very instant is its own start.
    const before = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    const span = {
      from: before?.epochMilliseconds ?? -Infinity,
      to: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
      offset: Math.round(zoned.offsetNanoseconds / 1e6),
    };
    known = [span, ...known].slice(0, MOST_SPANS);
    return span;
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

/** An instant within the range of `Date` and of a zone. */
export function clampInstant(time: number): number {
  const day = clampDay(dayOf(time));
  return day === dayOf(time) ? time : midnightOf(day) + DAY_MS / 2;
}

/** The clock of everything without a zone. */
export const UTC: ZoneClock = { zone: 'UTC', toLocal: (at) => at, toInstant: (time) => time };
