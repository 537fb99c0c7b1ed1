// Wall-clock arithmetic without a zone: days are counted from 1970-01-01, a local time is milliseconds read as if its clock were UTC.
// Plain integers, because a decision walks many days and Temporal objects for each would cost more than the rest of it.

import { DAY_MS, MINUTE_MS, SECOND_MS, type Millis } from '../../core/instant.ts';
import type { Period } from '../model/period.ts';

/** A local date: days since 1970-01-01. */
export type LocalDay = number;

/** A local date and time: milliseconds since 1970-01-01T00:00 on the wall clock. */
export type LocalTime = number;

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Nothing is computed beyond this many days from 1970: near the range limit of `Date`. */
const LAST_DAY = 99_000_000;
/** A period longer than this is taken to be this long; no library lends for 10,000 years. */
const MOST_MONTHS = 120_000;

/** Midnight at the beginning of a day. */
export const midnightOf = (day: LocalDay): LocalTime => day * DAY_MS;

/** The day that a local time is on. */
export const dayOf = (time: LocalTime): LocalDay => Math.floor(time / DAY_MS);

/** The weekday of a day. */
export function weekdayOf(day: LocalDay): Weekday {
  return WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? 'sun';
}

/** Reads `YYYY-MM-DD`. A day that no month has, such as February 30th, is read as the days after it. */
export function readDay(text: string): LocalDay {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / DAY_MS;
}

/** Reads `YYYY-MM-DDTHH:MM`. */
export function readLocalTime(text: string): LocalTime {
  return midnightOf(readDay(text)) + readTimeOfDay(text.slice(11));
}

/** Reads `HH:MM` or `HH:MM:SS` as milliseconds after midnight. */
export function readTimeOfDay(text: string): Millis {
  const minutes = Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  return minutes * MINUTE_MS + Number(text.slice(6, 8)) * SECOND_MS;
}

/** Milliseconds after midnight as `HH:MM`, with seconds where there are some. */
export function writeTimeOfDay(time: Millis): string {
  if (time >= DAY_MS) return '24:00';
  return new Date(time).toISOString().slice(11, 19).replace(/:00$/, '');
}

/** `YYYY-MM-DD`. */
export function writeDay(day: LocalDay): string {
  return new Date(midnightOf(day)).toISOString().slice(0, 10);
}

/** `YYYY-MM-DDTHH:MM`, the form of closures, which sorts as time does. */
export function writeLocalTime(time: LocalTime): string {
  return new Date(time).toISOString().slice(0, 16);
}

/** A day later or earlier, never beyond the range of `Date`. */
export function clampDay(day: LocalDay): LocalDay {
  return Math.max(-LAST_DAY, Math.min(LAST_DAY, day));
}

/** The day after a period in days, weeks or months. A month keeps the day of the month, cut to the month's end. */
export function addToDay(day: LocalDay, period: Period): LocalDay {
  if (period.unit === 'days') return clampDay(day + period.n);
  if (period.unit === 'weeks') return clampDay(day + period.n * 7);
  const months = Math.max(-MOST_MONTHS, Math.min(MOST_MONTHS, period.n));
  const from = new Date(midnightOf(clampDay(day)));
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return clampDay(Date.UTC(year, month, Math.min(from.getUTCDate(), lastOfMonth)) / DAY_MS);
}
