// Reads the instants and dates of a case in its zone, and writes them back in the same form.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, parseInstant, type Instant } from '../../shared/core/instant.ts';
import { dayOf, midnightOf, writeDay, type LocalDay, type LocalTime } from '../../shared/rules/calendar/local-time.ts';
import { zoneClock, type ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';

/** An instant with or without an offset, or a bare date. */
export const MomentForm = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/,
    'not an instant or a date of ISO 8601',
  );

export type VectorTime = {
  /** The clock of the zone; of a floating case one that is always at UTC. */
  readonly clock: ZoneClock;
  readonly isFloating: boolean;
  /** Reads an instant; without an offset it is local, and a bare date is local midnight. */
  instant(text: string): Instant;
  /** Reads a local time as the text has it; an offset counts only where the case has a zone. */
  localTime(text: string): LocalTime;
  localDay(text: string): LocalDay;
  /** Writes an instant as the zone's clock shows it, with its offset unless the case is floating. */
  write(at: Instant): string;
  /** Writes the local date of an instant. */
  writeDate(at: Instant): string;
  /** Writes the local minute of an instant. */
  writeMinute(at: Instant): string;
};

/** The time of a case; a zone that does not exist is a reason to fail it. */
export function vectorTime(timezone: string | undefined): VectorTime {
  const isFloating = timezone === undefined || timezone === 'floating';
  const clock = zoneClock(isFloating ? 'UTC' : timezone);
  if (clock === null) throw fault(`timezone: there is no zone ${timezone}`);
  const instant = (text: string) => {
    readMoment(text);
    return hasOffset(text) ? readWithOffset(text) : clock.toInstant(readLocal(text));
  };
  const localTime = (text: string) => {
    readMoment(text);
    return hasOffset(text) && !isFloating ? clock.toLocal(readWithOffset(text)) : readLocal(text);
  };
  const local = (at: Instant) => new Date(clock.toLocal(at)).toISOString();
  return {
    clock,
    isFloating,
    instant,
    localTime,
    localDay: (text) => dayOf(localTime(text)),
    write: (at) => `${local(at).replace(/\.000Z$|Z$/, '')}${isFloating ? '' : offsetAt(clock, at)}`,
    writeDate: (at) => writeDay(dayOf(clock.toLocal(at))),
    writeMinute: (at) => local(at).slice(0, 16),
  };
}

function readMoment(text: string): void {
  if (!MomentForm.safeParse(text).success) throw fault(`"${text}" is not an instant or a date`);
}

function hasOffset(text: string): boolean {
  return /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text);
}

function readWithOffset(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw fault(`"${text}" is not an instant`);
  return at;
}

function readLocal(text: string): LocalTime {
  const [date = '', time] = (hasOffset(text) ? text.replace(/(Z|[+-]\d{2}:?\d{2})$/, '') : text).split('T');
  const at = Date.parse(`${date}T${time ?? '00:00'}Z`);
  // A `Date` reads February 30th as a day of March.
  if (Number.isNaN(at) || writeDay(dayOf(at)) !== date) throw fault(`"${text}" is no day of a calendar`);
  return time === undefined ? midnightOf(dayOf(at)) : at;
}

function offsetAt(clock: ZoneClock, at: Instant): string {
  const minutes = Math.round((clock.toLocal(at) - at) / MINUTE_MS);
  if (minutes === 0) return 'Z';
  const pad = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function fault(why: string): HoldfastError {
  return new HoldfastError('HF-CLI-014', { why });
}
