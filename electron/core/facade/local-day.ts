// Local days, as moments.

import type { Instant } from '../../../shared/core/instant.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';

/** The last second of a local day, given as "2027-05-31". */
export function endOfDay(zone: string, day: string): Instant {
  return (zoneClock(zone) ?? UTC).toInstant(Date.parse(`${day}T23:59:59Z`));
}

/** The local day of a moment, as "2027-05-31". */
export function dayAt(zone: string, at: Instant): string {
  return new Date((zoneClock(zone) ?? UTC).toLocal(at)).toISOString().slice(0, 10);
}
