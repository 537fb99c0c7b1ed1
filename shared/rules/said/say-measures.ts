// Periods and amounts of rules in words: "28 days", "$0.25 a day".

import { unitFormatter } from '../../core/formatters.ts';
import { DAY_MS, HOUR_MS } from '../../core/instant.ts';
import { LOCALES, type Language, type Words } from '../../core/language.ts';
import { formatMoney, type MinorUnits } from '../../core/money.ts';
import type { StoredPeriod } from '../model/period.ts';
import type { RatePeriod, RateUnit } from '../model/policy/overdue.ts';

/** "28 days"; a period that tables have without a number or with an unknown unit is shown as far as it goes. */
export function sayPeriod(language: Language, { n, unit }: StoredPeriod): string {
  if (n === null || n === undefined || !Number.isFinite(n)) return NOT_GIVEN[language];
  return isUnit(unit) ? unitFormatter(LOCALES[language], UNITS[unit].unit).format(n) : `${n} ${unit ?? ''}`.trim();
}

/** "a day", "every 3 days". */
export function sayPer(language: Language, { n, unit }: RatePeriod): string {
  if (n === 1) return UNITS[unit].per[language];
  return EVERY[language].replace('{period}', sayPeriod(language, { n, unit }));
}

/** A span of elapsed time in the largest unit of which it is a whole number. */
export function sayElapsed(language: Language, ms: number): string {
  const [unit, size] = ms % DAY_MS === 0 ? (['days', DAY_MS] as const) : (['hours', HOUR_MS] as const);
  return sayPeriod(language, { n: Math.round(ms / size), unit });
}

/** An amount in the currency of the rules. */
export function sayAmount(language: Language, amountMinor: MinorUnits, currency: string): string {
  return formatMoney(amountMinor, currency, LOCALES[language]);
}

function isUnit(unit: string | null | undefined): unit is RateUnit {
  return unit !== null && unit !== undefined && Object.hasOwn(UNITS, unit);
}

/** Each unit as `Intl` calls it, and the words for a rate per unit. */
const UNITS: Readonly<Record<RateUnit, { readonly unit: string; readonly per: Words }>> = {
  minutes: { unit: 'minute', per: { en: 'a minute', es: 'por minuto' } },
  hours: { unit: 'hour', per: { en: 'an hour', es: 'por hora' } },
  days: { unit: 'day', per: { en: 'a day', es: 'por día' } },
  weeks: { unit: 'week', per: { en: 'a week', es: 'por semana' } },
  months: { unit: 'month', per: { en: 'a month', es: 'por mes' } },
  years: { unit: 'year', per: { en: 'a year', es: 'por año' } },
};

const EVERY: Words = { en: 'every {period}', es: 'cada {period}' };
const NOT_GIVEN: Words = { en: 'not given', es: 'sin valor' };
