// Money is an integer in minor units of the library's currency; floats never carry it.

import { z } from 'zod';
import { currencyDigits, moneyFormatter } from './formatters.ts';

/** An amount in minor units (cents). */
export type MinorUnits = number;

export const MinorUnitsSchema = z.int();

/** The most that a desk takes, counts or charges at once: more is a slip of the finger. One for all, so that a drawer can be counted as it was filled. */
export const MOST_MONEY_MINOR = 1_000_000_000;

/** Reads a plain decimal such as `10`, `0.5` or `24.99` into minor units; null when it is not one or is finer than the currency. */
export function parseDecimalMoney(text: string, decimals = 2): MinorUnits | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > decimals) return null;
  const amount = Number(whole) * 10 ** decimals + Number(significant.padEnd(decimals, '0') || '0');
  if (!Number.isSafeInteger(amount)) return null;
  return sign === '-' ? -amount : amount;
}

/** How many decimals a currency has: two for `USD`, none for `JPY`. */
export function currencyDecimals(currency: string): number {
  return currencyDigits(currency);
}

/** An amount as the locale writes it, for example `$24.99`. */
export function formatMoney(amount: MinorUnits, currency: string, locale: string): string {
  return moneyFormatter(locale, currency).format(amount / 10 ** currencyDecimals(currency));
}
