// Values that people write by hand in rules, each with its text for the fault of a wrong value. Rules name a form, so
// that its words exist in every language.

import type { Words } from '../language.ts';

const words = (en: string, es: string): Words => ({ en, es });

export const WRITTEN_FORM_WORDS = {
  text: words('a text in quotes', 'un texto entre comillas'),
  number: words('a number', 'un número'),
  int: words('a whole number', 'un número entero'),
  count: words('a whole number from 0 on', 'un número entero desde 0'),
  amount: words('an amount such as 10.00', 'un monto como 10.00'),
  yesOrNo: words('yes, no, 1 or 0', 'yes, no, 1 o 0'),
  boolean: words('true or false', 'true o false'),
  array: words('a list in [ ]', 'una lista entre [ ]'),
  object: words('fields in { }', 'campos entre { }'),
  null: words('null', 'null'),
  value: words('a value', 'un valor'),
  end: words('the end of the text', 'el final del texto'),
  depth: words('fewer levels', 'menos niveles'),
  time: words('a time such as 09:30', 'una hora como 09:30'),
  date: words('a date such as 2027-01-31', 'una fecha como 2027-01-31'),
  dateTime: words('a date and time such as 2027-01-31T09:30', 'una fecha y hora como 2027-01-31T09:30'),
  yearlyDay: words('a day of every year such as 12-25', 'un día de cada año como 12-25'),
  currency: words('three capital letters such as USD', 'tres letras mayúsculas como USD'),
  criterion: words(
    'one of in, notIn, any, is, like, olderThanDays with youngerThanDays, from with to',
    'uno de in, notIn, any, is, like, olderThanDays con youngerThanDays, from con to',
  ),
  names: words('in or notIn with names', 'in o notIn con nombres'),
  namesOrPatterns: words('in, notIn or like with names', 'in, notIn o like con nombres'),
  flag: words('is with true or false', 'is con true o false'),
  ages: words('olderThanDays or youngerThanDays', 'olderThanDays o youngerThanDays'),
  dates: words('from or to with dates', 'from o to con fechas'),
  activeRule: words('at least one active rule', 'al menos una regla activa'),
  other: words('another form', 'otra forma'),
} as const satisfies Readonly<Record<string, Words>>;

export type WrittenForm = keyof typeof WRITTEN_FORM_WORDS;

/** Whether something is the name of a form. */
export function isWrittenForm(name: unknown): name is WrittenForm {
  return typeof name === 'string' && Object.hasOwn(WRITTEN_FORM_WORDS, name);
}
