// Lengths of rates and of grace. They are no dates: a month is always 31 days and a year 365.

import { DAY_MS, HOUR_MS, MINUTE_MS, type Millis } from '../../core/instant.ts';
import type { RatePeriod, RateUnit } from '../model/policy/overdue.ts';

const UNIT_MS: Readonly<Record<RateUnit, Millis>> = {
  minutes: MINUTE_MS,
  hours: HOUR_MS,
  days: DAY_MS,
  weeks: 7 * DAY_MS,
  months: 31 * DAY_MS,
  years: 365 * DAY_MS,
};

/** The length of a period of a rate or of grace. */
export function rateMillis({ n, unit }: RatePeriod): Millis {
  return Math.min(n * UNIT_MS[unit], Number.MAX_SAFE_INTEGER);
}

/** Whether a text names a unit of rates. */
export function isRateUnit(text: string): text is RateUnit {
  return Object.hasOwn(UNIT_MS, text);
}
