// The criteria of a rule in words, with the names that people use.

import { DAY_MS } from '../../core/instant.ts';
import type { Language, Words } from '../../core/language.ts';
import { sayDate } from '../../core/say-date.ts';
import { readDay } from '../calendar/local-time.ts';
import type { Attribute, Criterion } from '../model/criteria.ts';
import type { AskedAbout } from '../trace.ts';
import { sayPeriod } from './say-measures.ts';
import { worded } from './worded.ts';

/** Display name of a thing that rules name by its id. */
export type NameOf = (attribute: Attribute, id: string) => string;

/** More names than this are counted instead. */
const MOST_NAMES = 3;

/** "for Faculty, Staff", "not for Laptops", "for more than 30 days". */
export function sayCriterion(
  language: Language,
  { attribute, criterion }: { readonly attribute: Attribute; readonly criterion: Criterion },
  nameOf: NameOf,
): string {
  const put: Put = (words, values = {}) => worded(words[language], values);
  const names = (ids: readonly string[]): string =>
    sayNames(
      language,
      ids.map((id) => nameOf(attribute, id)),
    );
  if ('in' in criterion) return put(WORDS.for, { names: names(criterion.in) });
  if ('notIn' in criterion) return put(WORDS.notFor, { names: names(criterion.notIn) });
  if ('any' in criterion) return put(WORDS.any);
  if ('is' in criterion) return sayFlag(language, attribute, criterion.is);
  if ('like' in criterion) return put(WORDS.for, { names: names(criterion.like) });
  if ('olderThanDays' in criterion || 'youngerThanDays' in criterion) return sayAge(put, criterion);
  return 'from' in criterion || 'to' in criterion ? sayDates(put, language, criterion) : '';
}

/** The loan's own value where a rule asked for another: "Undergraduate", "a checkout", "not known". */
export function sayHad(language: Language, attribute: Attribute, had: AskedAbout[string], nameOf: NameOf): string {
  if (had === null || had === undefined || had === '') return WORDS.unknown[language];
  if (typeof had === 'boolean') return sayFlag(language, attribute, had);
  if (typeof had === 'number') return sayPeriod(language, { n: Math.floor(had), unit: 'days' });
  return attribute === 'startDate' ? day(language, had) : nameOf(attribute, had);
}

/** A flag in words, where it has words of its own. */
function sayFlag(language: Language, attribute: Attribute, is: boolean): string {
  return (FLAGS[attribute] ?? PLAIN_FLAG)[is ? 'yes' : 'no'][language];
}

/** The first few names, and how many more there are. */
export function sayNames(language: Language, names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return rest > 0 ? worded(WORDS.more[language], { shown, rest: String(rest) }) : shown;
}

type Put = (words: Words, values?: Readonly<Record<string, string>>) => string;

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
  unknown: { en: 'not known', es: 'no se sabe' },
  from: { en: 'from {day}', es: 'desde {day}' },
  to: { en: 'until {day}', es: 'hasta {day}' },
  moreThan: { en: 'days: more than {days}', es: 'días: más de {days}' },
  lessThan: { en: 'days: less than {days}', es: 'días: menos de {days}' },
  atLeast: { en: 'days: {days} or more', es: 'días: {days} o más' },
  atMost: { en: 'days: {days} or less', es: 'días: {days} o menos' },
} as const satisfies Readonly<Record<string, Words>>;

type FlagWords = { readonly yes: Words; readonly no: Words };

const PLAIN_FLAG: FlagWords = { yes: { en: 'yes', es: 'sí' }, no: { en: 'no', es: 'no' } };

const FLAGS: Readonly<Partial<Record<Attribute, FlagWords>>> = {
  renewal: { yes: { en: 'a renewal', es: 'una renovación' }, no: { en: 'a checkout', es: 'un préstamo' } },
  onsite: { yes: { en: 'for use here', es: 'para uso en sala' }, no: { en: 'to take away', es: 'para llevar' } },
};
