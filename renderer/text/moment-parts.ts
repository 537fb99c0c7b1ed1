// A local date and time in parts that people choose from, in the words and the order of a language. A browser's own
// date field uses the browser's language, not the desk's.

import { Temporal } from 'temporal-polyfill';
import { LOCALES, type Language } from '../../shared/core/language.ts';

export const MOMENT_PARTS = ['year', 'month', 'day', 'hour', 'minute'] as const;
export type MomentPart = (typeof MOMENT_PARTS)[number];

export type Choice = { readonly value: number; readonly label: string };

/** The parts of a date in the order of a language, then those of the time. */
export function partOrder(language: Language): readonly MomentPart[] {
  const date = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' })
    .formatToParts(0)
    .flatMap(({ type }) => (type === 'year' || type === 'month' || type === 'day' ? [type] : []));
  return [...date, 'hour', 'minute'];
}

/** The value of a part of a moment such as "2026-12-15T18:00". */
export function partOf(moment: string, part: MomentPart): number {
  return Temporal.PlainDateTime.from(moment)[part];
}

/** The moment with another part; a day that the month does not have is its last one. */
export function withPart(moment: string, part: MomentPart, value: number): string {
  return Temporal.PlainDateTime.from(moment)
    .with({ [part]: value })
    .toString({ smallestUnit: 'minute' });
}

type Moments = {
  readonly moment: string;
  readonly now: string;
  /** It has been: in January, what is written down is often of the year before. */
  readonly isPast?: boolean;
};

/**
 * The choices for a part of a moment, in words. Years begin with the current year, not the chosen one, so that none
 * slides away.
 */
export function choicesFor(
  language: Language,
  part: MomentPart,
  { moment, now, isPast = false }: Moments,
): readonly Choice[] {
  const at = Temporal.PlainDateTime.from(moment);
  switch (part) {
    case 'year':
      return years(at.year, partOf(now, 'year'), isPast).map(plain);
    case 'month':
      return range(1, 12).map((value) => ({
        value,
        label: said(language, { month: 'long' }, [2000, value - 1, 1, 0]),
      }));
    case 'day':
      return range(1, at.daysInMonth).map((value) => ({
        value,
        label: said(language, { weekday: 'short', day: 'numeric' }, [at.year, at.month - 1, value, 0]),
      }));
    case 'hour':
      return range(0, 23).map((value) => ({ value, label: said(language, { hour: 'numeric' }, [2000, 0, 1, value]) }));
    case 'minute':
      return range(0, 59).map((value) => ({ value, label: String(value).padStart(2, '0') }));
  }
}

const YEARS_AHEAD = 10;

/** A year that is over by now stays in the list as long as it is the chosen one. */
function years(chosen: number, thisYear: number, isPast: boolean): number[] {
  const [first, last] = isPast ? [thisYear - 1, thisYear] : [thisYear, thisYear + YEARS_AHEAD];
  return range(Math.min(chosen, first), Math.max(chosen, last));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function plain(value: number): Choice {
  return { value, label: String(value) };
}

type LocalTime = readonly [year: number, month: number, day: number, hour: number];

function said(language: Language, parts: Intl.DateTimeFormatOptions, local: LocalTime): string {
  const text = new Intl.DateTimeFormat(LOCALES[language], { ...parts, timeZone: 'UTC' }).format(Date.UTC(...local));
  return text.replace(/[\u202f\u00a0]/g, ' ');
}
