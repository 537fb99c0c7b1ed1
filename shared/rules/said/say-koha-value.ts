// A value of Koha's rules in words. Values are texts, some only with another one of the same row: a length with its unit, a fine with its
// period. Values of another row are in words there.

import { z } from 'zod';
import type { Words } from '../../core/language.ts';
import { currencyDecimals, parseDecimalMoney } from '../../core/money.ts';
import { sayDate } from '../../core/say-date.ts';
import { DAY_MS } from '../../core/instant.ts';
import { readDay } from '../calendar/local-time.ts';
import { KOHA_RULE_KINDS } from '../koha/rule-kinds.ts';
import { sayAmount, sayPer, sayPeriod } from './say-measures.ts';
import type { Telling } from './say-weighed.ts';

/** The values of one row, by rule name. */
export const KohaGivenSchema = z.record(z.string(), z.string());
export type KohaGiven = z.infer<typeof KohaGivenSchema>;

/** The value of a rule; null where another one of the row includes it. */
export function sayKohaValue(telling: Telling, name: string, given: KohaGiven): string | null {
  const value = given[name] ?? '';
  const { language } = telling;
  if (isSaidBeside(name, given)) return null;
  if (value === '') return BLANK[language];
  if (KOHA_RULE_KINDS.get(name)?.isMoney === true) return sayMoney(telling, name, given);
  if (IN_UNITS.has(name) && /^\d+$/.test(value)) return sayLength(telling, value, given['lengthunit']);
  if (IN_DAYS.has(name) && /^\d+$/.test(value)) return sayPeriod(language, { n: Number(value), unit: 'days' });
  if (DATES.has(name) && /^\d{4}-\d{2}-\d{2}$/.test(value)) return sayDate(language, readDay(value) * DAY_MS, 'UTC');
  return CHOICES[name]?.[value]?.[language] ?? value;
}

/** The unit is shown with the length, the period with the fine. */
function isSaidBeside(name: string, given: KohaGiven): boolean {
  if (name === 'lengthunit') return Boolean(given['issuelength']);
  return name === 'chargeperiod' && Boolean(given['fine']) && Boolean(given['chargeperiod']);
}

function sayLength({ language }: Telling, value: string, unit: string | undefined): string {
  return unit === undefined ? value : sayPeriod(language, { n: Number(value), unit });
}

function sayMoney(telling: Telling, name: string, given: KohaGiven): string {
  const { language, currency } = telling;
  const value = given[name] ?? '';
  const amount = parseDecimalMoney(value, currencyDecimals(currency));
  if (amount === null) return value;
  const said = sayAmount(language, amount, currency);
  const n = Number(given['chargeperiod']);
  const unit = given['lengthunit'] === 'hours' ? 'hours' : 'days';
  const hasPeriod = name === 'fine' && given['lengthunit'] !== undefined && Number.isInteger(n) && n > 0;
  if (hasPeriod) return `${said} ${sayPer(language, { n, unit })}`;
  return name === 'fine' && given['chargeperiod'] ? `${said} · ${PERIOD[language]} ${given['chargeperiod']}` : said;
}

const BLANK: Words = { en: 'left blank', es: 'en blanco' };
const PERIOD: Words = { en: 'fine period', es: 'período de la multa' };
const YES: Words = { en: 'yes', es: 'sí' };
const NO: Words = { en: 'no', es: 'no' };

const IN_UNITS: ReadonlySet<string> = new Set(['issuelength', 'renewalperiod', 'norenewalbefore', 'firstremind']);
const IN_DAYS: ReadonlySet<string> = new Set(['no_auto_renewal_after', 'maxsuspensiondays', 'holds_pickup_period']);
const DATES: ReadonlySet<string> = new Set(['hardduedate', 'no_auto_renewal_after_hard_limit']);

const FLAG: Readonly<Record<string, Words>> = { '0': NO, '1': YES, no: NO, yes: YES };

/** Texts that stand for something. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  auto_renew: FLAG,
  cap_fine_to_replacement_price: FLAG,
  lengthunit: { days: { en: 'days', es: 'días' }, hours: { en: 'hours', es: 'horas' } },
  hardduedatecompare: {
    '-1': { en: 'no later than it', es: 'no después' },
    '0': { en: 'always on it', es: 'siempre ese día' },
    '1': { en: 'no earlier than it', es: 'no antes' },
  },
  chargeperiod_charge_at: {
    '0': { en: 'at the end of the period', es: 'al final del período' },
    '1': { en: 'at the start of the period', es: 'al principio del período' },
  },
  daysmode: {
    Days: { en: 'do not matter', es: 'no importan' },
    Calendar: { en: 'are not counted', es: 'no se cuentan' },
    Datedue: { en: 'move the date to an open day', es: 'pasan la fecha a un día abierto' },
    Dayweek: { en: 'move the date to the same day of a later week', es: 'pasan la fecha al mismo día de otra semana' },
  },
};
