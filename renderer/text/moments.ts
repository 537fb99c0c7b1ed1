// Times as the desk writes them, in the zone of its branch and the locale of its language.

import type { Instant } from '../../shared/core/instant.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/core/instant.ts';
import { movedDay } from '../../shared/core/days.ts';
import { dayFormatter } from '../../shared/core/formatters.ts';
import { keeping } from '../../shared/core/keeping.ts';
import { formatLocalMoment } from '../../shared/core/local-moment.ts';
import { LOCALES, type Language } from '../../shared/core/language.ts';

/** Writes moments. */
export type Moments = {
  /** "2:02 PM". */
  readonly time: (at: Instant) => string;
  /** "2:02", where the half of the day goes without saying. */
  readonly clock: (at: Instant) => string;
  /** "2:02 PM" today, else "Dec 14, 2:02 PM". */
  readonly when: (at: Instant, now: Instant) => string;
  /** The same on a screen that is never kept: "yesterday 11:58 PM" for the day before. */
  readonly lately: (at: Instant, now: Instant) => string;
  readonly number: (value: number) => string;
};

/** Made once for a language and a zone: each row that is drawn asks for them, and four formatters cost more than the row. */
export const momentsOf = keeping((language: Language, zone: string): Moments => {
  const locale = LOCALES[language];
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, month: 'short', day: 'numeric' });
  const number = new Intl.NumberFormat(locale);
  const yesterday = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day');
  const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');
  const dayAt = (at: Instant): string => formatLocalMoment(at, zone).slice(0, 10);
  const when = (at: Instant, now: Instant): string => {
    const isToday = day.format(at) === day.format(now) && Math.abs(now - at) < 2 * DAY_MS;
    return plain(isToday ? time.format(at) : `${day.format(at)}, ${time.format(at)}`);
  };
  return {
    time: (at) => plain(time.format(at)),
    clock: (at) => clockOf(time.formatToParts(at)),
    when,
    lately(at, now) {
      const isYesterday = dayAt(at) === movedDay(dayAt(now), -1);
      return isYesterday ? plain(`${yesterday} ${time.format(at)}`) : when(at, now);
    },
    number: (value) => number.format(value),
  };
});

function clockOf(parts: readonly Intl.DateTimeFormatPart[]): string {
  return parts
    .filter(({ type }) => type === 'hour' || type === 'minute')
    .map(({ value }) => value)
    .join(':');
}

/** An age as key and values of the catalogue: one or two units, rounded down. */
export type AgeWords =
  | { readonly key: 'age.seconds' | 'age.minutes'; readonly values: { readonly n: number } }
  | { readonly key: 'age.hours'; readonly values: { readonly h: number; readonly m: number } }
  | { readonly key: 'age.days'; readonly values: { readonly d: number; readonly h: number } };

export function ageWords(ageMs: number): AgeWords {
  const age = Math.max(0, ageMs);
  if (age < MINUTE_MS) return { key: 'age.seconds', values: { n: Math.floor(age / SECOND_MS) } };
  if (age < HOUR_MS) return { key: 'age.minutes', values: { n: Math.floor(age / MINUTE_MS) } };
  if (age < DAY_MS) {
    return { key: 'age.hours', values: { h: Math.floor(age / HOUR_MS), m: Math.floor((age % HOUR_MS) / MINUTE_MS) } };
  }
  return { key: 'age.days', values: { d: Math.floor(age / DAY_MS), h: Math.floor((age % DAY_MS) / HOUR_MS) } };
}

/** The length of a past time, to the nearest minute, as in reports. */
export function lengthWords(ms: number): AgeWords {
  return ageWords(ms < MINUTE_MS ? ms : Math.round(ms / MINUTE_MS) * MINUTE_MS);
}

/** The last four characters of a barcode or card. */
export function lastFour(code: string): string {
  return code.length > 4 ? `…${code.slice(-4)}` : code;
}

/** A day of the calendar such as 2006-03-04 as the language writes it; anything else as it is. */
export function sayBirthDate(text: string | null, language: Language): string | null {
  const day = text === null ? Number.NaN : /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(day)) return text;
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}

/** A day of the calendar such as 2026-12-15 in words: "Tue, Dec 15". */
export function sayDay(text: string, language: Language): string {
  return dayFormatter(LOCALES[language], 'UTC').format(Date.parse(text));
}
