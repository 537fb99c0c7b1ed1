// Intervals as PostgreSQL writes them (`14 days`, `01:00:00`, `1 mon`, `1 day 02:00:00`), as periods of rules and as elapsed time.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Millis } from '../../../shared/core/instant.ts';
import type { Period } from '../../../shared/rules/model/period.ts';

/** Calendar months, calendar days and elapsed time, which PostgreSQL keeps apart too. */
export type Interval = { readonly months: number; readonly days: number; readonly ms: Millis };

const units: Readonly<Record<string, Interval>> = {
  year: { months: 12, days: 0, ms: 0 },
  mon: { months: 1, days: 0, ms: 0 },
  month: { months: 1, days: 0, ms: 0 },
  week: { months: 0, days: 7, ms: 0 },
  day: { months: 0, days: 1, ms: 0 },
  hour: { months: 0, days: 0, ms: HOUR_MS },
  minute: { months: 0, days: 0, ms: MINUTE_MS },
  min: { months: 0, days: 0, ms: MINUTE_MS },
  second: { months: 0, days: 0, ms: SECOND_MS },
  sec: { months: 0, days: 0, ms: SECOND_MS },
};

/** Reads an interval; null when it is none. */
export function parseInterval(text: string): Interval | null {
  const words = text.trim().toLowerCase().split(/\s+/);
  let sum: Interval = { months: 0, days: 0, ms: 0 };
  for (let index = 0; index < words.length;) {
    const clock = parseClock(words[index] ?? '');
    const counted = clock ?? parseCount(words[index] ?? '', words[index + 1] ?? '');
    if (counted === null) return null;
    sum = add(sum, counted);
    index += clock === null ? 2 : 1;
  }
  return sum;
}

/** A positive period of a loan rule: `24:00:00` is a day, as Evergreen's end-of-day trigger has it. Null for other texts. */
export function parsePeriod(text: string): Period | null {
  const period = parseSpan(text);
  return period === null || period.n <= 0 ? null : period;
}

/** A period of zero or more, for grace. */
export function parseSpan(text: string): Period | null {
  const interval = parseInterval(text);
  if (interval === null) return null;
  const { months, days, ms } = interval;
  if (months !== 0) return days === 0 && ms === 0 && months > 0 ? { n: months, unit: 'months' } : null;
  const total = days * DAY_MS + ms;
  if (total < 0) return null;
  if (total % DAY_MS === 0) return { n: total / DAY_MS, unit: 'days' };
  if (total % HOUR_MS === 0) return { n: total / HOUR_MS, unit: 'hours' };
  return total % MINUTE_MS === 0 ? { n: total / MINUTE_MS, unit: 'minutes' } : null;
}

/** Elapsed milliseconds for fines and grace: a month counts 31 days, a year 365. */
export function parseMillis(text: string): Millis | null {
  const interval = parseInterval(text);
  if (interval === null) return null;
  const years = Math.trunc(interval.months / 12);
  const days = years * 365 + (interval.months % 12) * 31 + interval.days;
  const total = days * DAY_MS + interval.ms;
  return total < 0 ? null : total;
}

/** Days of an age: a year counts 365.25 days. Bounds of a person's age are then rounded so that the birthday itself lies within none. */
export function parseAgeDays(text: string): number | null {
  const interval = parseInterval(text);
  return interval === null ? null : (interval.months / 12) * 365.25 + interval.days + interval.ms / DAY_MS;
}

function parseClock(word: string): Interval | null {
  const match = /^(-?)(\d+):(\d{2})(?::(\d{2})(?:\.(\d+))?)?$/.exec(word);
  if (match === null) return null;
  const [, sign = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const ms =
    Number(hours) * HOUR_MS +
    Number(minutes) * MINUTE_MS +
    Number(seconds) * SECOND_MS +
    Number(`${fraction}000`.slice(0, 3));
  return { months: 0, days: 0, ms: sign === '-' ? -ms : ms };
}

function parseCount(count: string, word: string): Interval | null {
  const name = word.endsWith('s') ? word.slice(0, -1) : word;
  if (!/^-?\d+$/.test(count) || !Object.hasOwn(units, name)) return null;
  const unit = units[name];
  const n = Number(count);
  return unit === undefined ? null : { months: unit.months * n, days: unit.days * n, ms: unit.ms * n };
}

function add(a: Interval, b: Interval): Interval {
  return { months: a.months + b.months, days: a.days + b.days, ms: a.ms + b.ms };
}
