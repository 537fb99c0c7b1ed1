// Local days as the page writes them in its language, in any zone: "Tue, Dec 15, 2026".

import { useMemo } from 'react';
import { movedDay } from '../../shared/core/days.ts';
import { LOCALES } from '../../shared/core/language.ts';
import { useLanguage } from './use-moments.ts';

export type Days = {
  /** Of a day `2026-12-15`. */
  readonly day: (day: string) => string;
  /** A range with its last day included; one day comes once. */
  readonly range: (from: string, to: string) => string;
  /** Of a closure between two local moments, the end not included; midnights are left out. */
  readonly closure: (from: string, to: string) => string;
  /** Of a day of every year `12-25`. */
  readonly yearly: (day: string) => string;
};

const MIDNIGHT = 'T00:00';

export function useDays(): Days {
  const language = useLanguage();
  return useMemo(() => {
    const locale = LOCALES[language];
    const long = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    const short = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long' });
    const time = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' });
    const day = (text: string): string => long.format(Date.parse(`${text}${MIDNIGHT}Z`));
    const range = (from: string, to: string): string => (from === to ? day(from) : `${day(from)} – ${day(to)}`);
    const moment = (text: string): string => `${day(text.slice(0, 10))}, ${time.format(Date.parse(`${text}Z`))}`;
    return {
      day,
      range,
      yearly: (text) => short.format(Date.parse(`2000-${text}${MIDNIGHT}Z`)),
      closure(from, to) {
        if (from.endsWith(MIDNIGHT) && to.endsWith(MIDNIGHT))
          return range(from.slice(0, 10), movedDay(to.slice(0, 10), -1));
        return `${moment(from)} – ${moment(to)}`;
      },
    };
  }, [language]);
}
