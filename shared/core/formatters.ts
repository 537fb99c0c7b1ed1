// Formatters of `Intl`, each made once: making one costs near a millisecond, using it a microsecond.

import { keeping } from './keeping.ts';

/** For a locale. */
export const numberFormatter = keeping((locale: string) => new Intl.NumberFormat(locale));

/** For a locale, of a part of one: "12.5%". */
export const percentFormatter = keeping(
  (locale: string) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);

/** For a locale, with one decimal: "3.7". */
export const rateFormatter = keeping(
  (locale: string) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);

/** For a locale and an ISO 4217 currency. */
export const moneyFormatter = keeping(
  (locale: string, currency: string) => new Intl.NumberFormat(locale, { style: 'currency', currency }),
);

/** Decimals of an ISO 4217 currency. */
export const currencyDigits = keeping(
  (currency: string) => moneyFormatter('en', currency).resolvedOptions().maximumFractionDigits ?? 2,
);

/** For a locale and a unit that `Intl` knows: "28 days". */
export const unitFormatter = keeping(
  (locale: string, unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);

/** For a locale: "12 minutes ago". */
export const agoFormatter = keeping((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));

const DATE = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const DAY = { weekday: 'short', month: 'short', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;

/** For a locale and an IANA zone: "Dec 15, 2026". */
export const dateFormatter = keeping(
  (locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { timeZone, ...DATE }),
);

/** For a locale and an IANA zone: "Tue, Dec 15". */
export const dayFormatter = keeping(
  (locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { timeZone, ...DAY }),
);

/** For a locale and an IANA zone: "Tue, Dec 15, 2026". */
export const dayWithYearFormatter = keeping(
  (locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { timeZone, ...DAY, year: 'numeric' }),
);

/** For a locale and an IANA zone: "6:00 PM". */
export const timeFormatter = keeping(
  (locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { timeZone, ...TIME }),
);
