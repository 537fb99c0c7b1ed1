// A moment as a person writes it on the clock of a place: "2026-12-15T18:00". The zone is the branch's, never that of the PC.

import { Temporal } from 'temporal-polyfill';
import { sayableInstant, type Instant } from './instant.ts';

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * The instant of a local date and time, to the minute. A time that the clock jumps over is the one an hour later; of a time that it
 * shows twice, the first. Null for anything else than a date and time of the calendar.
 */
export function parseLocalMoment(text: string, zone: string): Instant | null {
  if (!LOCAL.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether the clock of a place shows a moment once, jumps over it, or shows it twice because it is set back. */
export type Showing = 'once' | 'skipped' | 'twice';

/** How often the clock shows a moment. Throws RangeError for a text that is no moment. */
export function showingOf(text: string, zone: string): Showing {
  const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  const [first, last] = [zoned(local, zone, 'earlier'), zoned(local, zone, 'later')];
  if (first.epochMilliseconds === last.epochMilliseconds) return 'once';
  return first.toPlainDateTime().equals(local) ? 'twice' : 'skipped';
}

function zoned(
  local: Temporal.PlainDateTime,
  zone: string,
  disambiguation: 'earlier' | 'later',
): Temporal.ZonedDateTime {
  return local.toZonedDateTime(zone, { disambiguation });
}

/** The inverse: the local time in the zone, cut to the minute. */
export function formatLocalMoment(at: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' });
}
