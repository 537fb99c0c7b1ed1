// Times as other library systems write them.

import { parseInstant, type Instant } from '../../shared/core/instant.ts';
import type { ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';

/** A time with its zone, or one of the site. Null: there is none, or it cannot be read. */
export function momentThere(text: string | null | undefined, clock: ZoneClock): Instant | null {
  if (text === null || text === undefined) return null;
  const local = Date.parse(`${text.trim().replace(' ', 'T')}Z`);
  return parseInstant(text) ?? (Number.isNaN(local) ? null : clock.toInstant(local));
}
