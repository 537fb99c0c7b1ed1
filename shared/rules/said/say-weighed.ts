// The result of a weighed rule in words, field by field: "28 days", "$0.25 a day".

import { LOCALES, type Language, type Words } from '../../core/language.ts';
import { sayDate } from '../../core/say-date.ts';
import type { GivesField } from '../model/gives-fields.ts';
import type { Period } from '../model/period.ts';
import type { Gives } from '../model/rule-set.ts';
import { sayAmount, sayElapsed, sayPer, sayPeriod } from './say-measures.ts';
import { worded } from './worded.ts';

/** The language, currency and zone for amounts and dates of a rule. */
export type Telling = { readonly language: Language; readonly currency: string; readonly zone: string };

/** A field with its value: "loan period 28 days, renewals 2". */
export function sayWeighed(
  telling: Telling,
  { field, name }: { readonly field: GivesField; readonly name: string },
  gives: Gives,
): string {
  const { language } = telling;
  if (field === 'circulates') return WORDS[CIRCULATES[`${gives.circulates ?? false}`]][language];
  if (field === 'hoursMode' && gives.hoursMode !== undefined) return WORDS[gives.hoursMode][language];
  if (field === 'closeBufferMinutes') return sayMinutes(language, 'closeBuffer', gives.closeBufferMinutes);
  if (field === 'openingOffsetMinutes') return sayMinutes(language, 'openingOffset', gives.openingOffsetMinutes);
  const value = VALUES[field](telling, gives);
  return value === null ? name : `${name} ${value}`;
}

const CIRCULATES = { true: 'circulates', false: 'stays', never: 'never' } as const;

/** Null is a value of the rule, undefined is none. */
function noneOf(language: Language, value: null | undefined): string | null {
  return value === null ? WORDS.noLimit[language] : null;
}

function sayOvernight(language: Language, windowMinutes: number | null): string {
  if (windowMinutes === null) return WORDS.everyNight[language];
  return worded(WORDS.overnight[language], { window: sayWindow(language, windowMinutes) });
}

/** Fields whose value is a text without the field's name. */
type SaidWhole = 'circulates' | 'closeBufferMinutes' | 'openingOffsetMinutes';

type Say = (telling: Telling, gives: Gives) => string | null;

const VALUES: Readonly<Record<Exclude<GivesField, SaidWhole>, Say>> = {
  duration: sayDuration,
  schedules: saySchedules,
  renewals: ({ language }, { renewals }) => (renewals === null ? WORDS.noLimit[language] : String(renewals)),
  hardDate: ({ language, zone }, { hardDate }) =>
    hardDate === undefined || hardDate === null
      ? noneOf(language, hardDate)
      : worded(WORDS[hardDate.mode][language], { date: sayDate(language, hardDate.at, zone) }),
  fine: sayFine,
  maxFine: sayMaxFine,
  grace: ({ language }, { grace }) => (grace === undefined ? null : sayGrace(language, grace)),
  hoursMode: () => null,
  overnight: ({ language }, { overnight }) =>
    overnight === undefined ? null : sayOvernight(language, overnight.windowMinutes),
  lost: sayLost,
  shorterUnderHolds: sayShorter,
  leastCopiesPerHold: ({ language }, { leastCopiesPerHold }) => sayRatio(language, leastCopiesPerHold),
  leastAvailablePerHold: ({ language }, { leastAvailablePerHold }) => sayRatio(language, leastAvailablePerHold),
  reuse: ({ language }, { reuse }) =>
    reuse === undefined
      ? null
      : worded(WORDS[reuse.of === 'item' ? 'sameItem' : 'sameKind'][language], {
          time: sayPeriod(language, { n: reuse.cooldownMinutes, unit: 'minutes' }),
        }),
};

function sayMinutes(language: Language, of: 'closeBuffer' | 'openingOffset', minutes: number | undefined): string {
  return worded(WORDS[of][language], { time: sayWindow(language, minutes ?? 0) });
}

/** Whole hours are shown as hours. */
function sayWindow(language: Language, minutes: number): string {
  const isHours = minutes >= 60 && minutes % 60 === 0;
  return sayPeriod(language, isHours ? { n: minutes / 60, unit: 'hours' } : { n: minutes, unit: 'minutes' });
}

/** A list of dates as far as it goes: the steps of the due date show which one counted. */
function saySchedules({ language, zone }: Telling, { schedules = [] }: Gives): string {
  const [first, last] = [schedules.at(0), schedules.at(-1)].map((one) =>
    one === undefined ? '' : sayDate(language, one.due, zone),
  );
  return first === last ? (first ?? '') : worded(WORDS.fromTo[language], { first, last });
}

function sayDuration({ language }: Telling, { duration }: Gives): string | null {
  if (duration === undefined) return null;
  const { periods, due, maxRenewals } = duration;
  const [short, normal, long] = [periods.short, periods.normal, periods.extended].map((one) =>
    sayPeriod(language, one),
  );
  const isOne = short === normal && normal === long;
  const length = due === 'rolling' ? (normal ?? '') : WORDS[due][language];
  const grades = isOne || due !== 'rolling' ? '' : ` (${worded(WORDS.grades[language], { short, long })})`;
  return `${length}${grades}, ${worded(WORDS.renewals[language], { n: String(maxRenewals) })}`;
}

function sayFine({ language, currency }: Telling, { fine }: Gives): string | null {
  if (fine === undefined) return null;
  const { lowMinor, normalMinor, highMinor, per, grace } = fine;
  if (lowMinor === 0 && normalMinor === 0 && highMinor === 0) return WORDS.none[language];
  const [low, normal, high] = [lowMinor, normalMinor, highMinor].map((one) => sayAmount(language, one, currency));
  const grades = low === normal && normal === high ? '' : ` (${worded(WORDS.fineGrades[language], { low, high })})`;
  const after = grace.n === 0 ? '' : `, ${worded(WORDS.after[language], { grace: sayPeriod(language, grace) })}`;
  return `${normal ?? ''} ${sayPer(language, per)}${grades}${after}`;
}

function sayMaxFine({ language, currency }: Telling, { maxFine }: Gives): string | null {
  if (maxFine === undefined || maxFine === null) return noneOf(language, maxFine);
  const { amountMinor, percentOfPrice } = maxFine;
  if (amountMinor === 0) return WORDS.none[language];
  return percentOfPrice
    ? worded(WORDS.ofPrice[language], { percent: new Intl.NumberFormat(LOCALES[language]).format(amountMinor / 100) })
    : sayAmount(language, amountMinor, currency);
}

function sayGrace(language: Language, grace: Period): string {
  return grace.n === 0 ? WORDS.none[language] : sayPeriod(language, grace);
}

function sayLost({ language, currency }: Telling, { lost }: Gives): string | null {
  if (lost === undefined) return null;
  const { afterMs, bill, setMinor, processingMinor } = lost;
  const parts = [
    afterMs === null
      ? WORDS.neverLost[language]
      : worded(WORDS.lostAfter[language], { time: sayElapsed(language, afterMs) }),
    setMinor === undefined
      ? WORDS[bill === 'price' ? 'billsPrice' : 'billsNothing'][language]
      : worded(WORDS.bills[language], { amount: sayAmount(language, setMinor, currency) }),
    processingMinor === 0
      ? ''
      : worded(WORDS.processing[language], { amount: sayAmount(language, processingMinor, currency) }),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function sayShorter({ language }: Telling, { shorterUnderHolds }: Gives): string | null {
  if (shorterUnderHolds === undefined) return null;
  const { threshold, period } = shorterUnderHolds;
  const from = worded(WORDS[threshold.above === 'copies' ? 'fromAboveCopies' : 'fromHolds'][language], {
    n: String(threshold.holds),
  });
  return `${sayPeriod(language, period)}, ${from}`;
}

function sayRatio(language: Language, ratio: number | undefined): string | null {
  return ratio === undefined ? null : new Intl.NumberFormat(LOCALES[language]).format(ratio);
}

const WORDS = {
  circulates: { en: 'it may be lent', es: 'se presta' },
  stays: { en: 'it is not lent', es: 'no se presta' },
  never: { en: 'it is never lent', es: 'no se presta nunca' },
  none: { en: 'none', es: 'ninguna' },
  noLimit: { en: 'without limit', es: 'sin límite' },
  until: { en: 'until a day', es: 'hasta un día' },
  'open-ended': { en: 'without end', es: 'sin fin' },
  floor: { en: 'no earlier than {date}', es: 'no antes de {date}' },
  everyNight: { en: 'whenever it would end after closing', es: 'siempre que acabe tras el cierre' },
  fixed: { en: 'until the fixed dates', es: 'hasta las fechas fijas' },
  // A rule may give both ends, and a loan meets one of them: the steps of its due date show which.
  closeBuffer: {
    en: 'if it ends at closing time, due {time} before it',
    es: 'si acaba a la hora de cierre, vence {time} antes',
  },
  openingOffset: {
    en: 'if it runs to the next opening, due {time} after it',
    es: 'si sigue hasta la próxima apertura, vence {time} después',
  },
  fromTo: { en: 'from {first} to {last}', es: 'desde {first} hasta {last}' },
  grades: { en: 'short {short}, long {long}', es: 'corto {short}, largo {long}' },
  fineGrades: { en: 'low {low}, high {high}', es: 'baja {low}, alta {high}' },
  renewals: { en: 'renewals {n}', es: 'renovaciones {n}' },
  ceiling: { en: 'no later than {date}', es: 'no después de {date}' },
  exact: { en: 'always {date}', es: 'siempre {date}' },
  after: { en: 'after {grace}', es: 'pasado {grace}' },
  ofPrice: { en: '{percent}% of the price', es: '{percent} % del precio' },
  ignore: { en: 'closing time does not matter', es: 'la hora de cierre no importa' },
  cut_to_closing: { en: 'ends at closing time', es: 'acaba a la hora de cierre' },
  extend_to_next_opening: { en: 'runs to the next opening', es: 'sigue hasta la próxima apertura' },
  fromHolds: { en: 'from {n} holds of others on', es: 'desde {n} reservas de otros' },
  fromAboveCopies: {
    en: 'from {n} holds of others more than copies',
    es: 'desde {n} reservas de otros más que ejemplares',
  },
  sameItem: { en: '{time}, for the same item', es: '{time}, para el mismo material' },
  sameKind: { en: '{time}, for any item of the kind', es: '{time}, para cualquier material del tipo' },
  overnight: { en: 'from {window} before closing', es: 'desde {window} antes del cierre' },
  lostAfter: { en: '{time} after the due date', es: '{time} después del vencimiento' },
  neverLost: { en: 'never by themselves', es: 'nunca por sí solos' },
  billsPrice: { en: 'the price is billed', es: 'se cobra el precio' },
  billsNothing: { en: 'nothing is billed', es: 'no se cobra nada' },
  bills: { en: '{amount} is billed', es: 'se cobra {amount}' },
  processing: { en: 'with a fee of {amount}', es: 'con un cargo de {amount}' },
} as const satisfies Readonly<Record<string, Words>>;
