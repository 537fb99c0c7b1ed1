// Service days: the day that a desk's work counts for. It ends at an hour of the night and not at midnight, so that a night shift is of the
// day that it began on. Reckoned on the clock of the branch; the zone of a PC is never used.

import { Temporal } from 'temporal-polyfill';
import { sayableInstant, type Instant } from './instant.ts';

/** The hour at which service days end where the library has no setting: 4 a.m. */
export const SERVICE_DAY_ENDS_AT = 4;

/** When a service day ends: the zone of the branch, and the hour there, 0 to 23. */
export type ServiceDayTerms = { readonly zone: string; readonly endsAtHour: number };

/** The service day of a moment, as `2026-01-05`. */
export function serviceDayOf(at: Instant, { zone, endsAtHour }: ServiceDayTerms): string {
  const local = Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(zone);
  const date = local.toPlainDate();
  return (local.hour < endsAtHour ? date.subtract({ days: 1 }) : date).toString();
}

/** The moment at which a service day ends: the next one begins with it. An hour that the clock jumps over is the one after it. */
export function serviceDayEnd(day: string, { zone, endsAtHour }: ServiceDayTerms): Instant {
  const morning = Temporal.PlainDate.from(day).add({ days: 1 }).toPlainDateTime({ hour: endsAtHour });
  return morning.toZonedDateTime(zone).epochMilliseconds;
}

/** The moment at which a service day begins: the one before it ends with it. */
export function serviceDayBegin(day: string, terms: ServiceDayTerms): Instant {
  return serviceDayEnd(Temporal.PlainDate.from(day).subtract({ days: 1 }).toString(), terms);
}
