// What a rule asks, in words: whom or what it is for, as people call it.

import { DAY_MS } from '../core/instant.ts';
import type { Language, Words } from '../core/language.ts';
import { sayDate } from '../core/say-date.ts';
import { readDay } from './calendar/local-time.ts';
import type { Attribute, Criterion } from './model/criteria.ts';

/** What something is called that rules name by its id. */
export type NameOf = (attribute: Attribute, id: string) => string;

/** More names than this are counted instead. */
const MOST_NAMES = 3;

/** "for Faculty, Staff", "not for Laptops", "for more than 30 days". */
export function sayCriterion(
  language: Language,
  { attribute, criterion }: { readonly attribute: Attribute; readonly criterion: Criterion },
  nameOf: NameOf,
): string {
  const put: Put = (words, values = {}) => filled(words[language], values);
  const names = (ids: readonly string[]): string =>
    sayNames(
      language,
      ids.map((id) => nameOf(attribute, id)),
    );
  if ('in' in criterion) return put(WORDS.for, { names: names(criterion.in) });
  if ('notIn' in criterion) return put(WORDS.notFor, { names: names(criterion.notIn) });
  if ('any' in criterion) return put(WORDS.any);
  if ('is' in criterion) return put(criterion.is ? WORDS.yes : WORDS.no);
  if ('like' in criterion) return put(WORDS.for, { names: names(criterion.like) });
  if ('olderThanDays' in criterion || 'youngerThanDays' in criterion) return sayAge(put, criterion);
  return 'from' in criterion || 'to' in criterion ? sayDates(put, language, criterion) : '';
}

/** The first few names, and how many more there are. */
export function sayNames(language: Language, names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return rest > 0 ? filled(WORDS.more[language], { shown, rest: String(rest) }) : shown;
}

type Values = Readonly<Record<string, string>>;
type Put = (words: Words, values?: Values) => string;

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

type Dates = { readonly from?: string | undefined; readonly to?: string | undefined };

function sayDates(put: Put, language: Language, { from, to }: Dates): string {
  return joined([
    from !== undefined && put(WORDS.from, { day: day(language, from) }),
    to !== undefined && put(WORDS.to, { day: day(language, to) }),
  ]);
}

type Age = Extract<Criterion, { olderThanDays?: unknown }>;

function sayAge(put: Put, criterion: Age): string {
  const { olderThanDays, youngerThanDays, inclusive } = criterion;
  return joined([
    olderThanDays !== undefined && put(inclusive ? WORDS.atLeast : WORDS.moreThan, { days: String(olderThanDays) }),
    youngerThanDays !== undefined && put(inclusive ? WORDS.atMost : WORDS.lessThan, { days: String(youngerThanDays) }),
  ]);
}

function joined(parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}

function day(language: Language, date: string): string {
  return sayDate(language, readDay(date) * DAY_MS, 'UTC');
}

const WORDS = {
  for: { en: 'for {names}', es: 'para {names}' },
  notFor: { en: 'not for {names}', es: 'no para {names}' },
  more: { en: '{shown} and {rest} more', es: '{shown} y {rest} más' },
  any: { en: 'it must be known', es: 'debe conocerse' },
  yes: { en: 'yes', es: 'sí' },
  no: { en: 'no', es: 'no' },
  from: { en: 'from {day}', es: 'desde {day}' },
  to: { en: 'until {day}', es: 'hasta {day}' },
  moreThan: { en: 'days: more than {days}', es: 'días: más de {days}' },
  lessThan: { en: 'days: less than {days}', es: 'días: menos de {days}' },
  atLeast: { en: 'days: {days} or more', es: 'días: {days} o más' },
  atMost: { en: 'days: {days} or less', es: 'días: {days} o menos' },
} as const satisfies Readonly<Record<string, Words>>;
