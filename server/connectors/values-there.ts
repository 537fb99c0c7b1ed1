// Values as other library systems write them.

import { z } from 'zod';
import { parseInstant, type Instant } from '../../shared/core/instant.ts';
import type { ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';

const LOCAL_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const DAY_ALONE = /^\d{4}-\d\d-\d\d$/;

/** A time with its zone, or one of the site. Null: there is none, or it cannot be read. */
export function momentThere(text: string | null | undefined, clock: ZoneClock): Instant | null {
  const given = text?.trim() ?? '';
  if (!LOCAL_TIME.test(given)) return parseInstant(given);
  const local = Date.parse(`${given.replace(' ', 'T')}Z`);
  return Number.isNaN(local) ? null : clock.toInstant(local);
}

/** A due date: one without a time is the end of its day. */
export function dueThere(text: string | null | undefined, clock: ZoneClock): Instant | null {
  const given = text?.trim() ?? '';
  return momentThere(DAY_ALONE.test(given) ? `${given}T23:59:59` : given, clock);
}

const LONGEST = 200;

/** A name or a number, as far as it can be shown and stored: one line of a few words. */
export const TextThereSchema = z.string().transform((text) =>
  text
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, LONGEST),
);
