// Money of the library as the page writes and reads it.

import { currencyDecimals, formatMoney, type MinorUnits } from '../../shared/core/money.ts';
import { LOCALES } from '../../shared/core/language.ts';
import { useDeskStore } from '../desk/desk-context.ts';
import { typedMoney } from '../text/typed-money.ts';
import { useLanguage } from './use-moments.ts';

export type Money = {
  readonly currency: string;
  readonly say: (amount: MinorUnits) => string;
  /** The typed amount; null for a text that is no amount. */
  readonly read: (text: string) => MinorUnits | null;
  /** An amount without the sign of its currency, as a person would type it. */
  readonly plain: (amount: MinorUnits) => string;
  /** A whole amount of so many units in both ways in which it is typed: "100" and "100.00". */
  readonly example: (units: number) => { readonly short: string; readonly long: string };
};

export function useMoney(): Money {
  const locale = LOCALES[useLanguage()];
  const currency = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.currency ?? 'USD',
  );
  const say = (amount: MinorUnits): string => formatMoney(amount, currency, locale);
  const plain = (amount: MinorUnits): string => say(amount).replace(/[^\d.,]/g, '');
  return {
    currency,
    say,
    plain,
    example: (units) => ({ short: String(units), long: plain(units * 10 ** currencyDecimals(currency)) }),
    read: (text) => typedMoney(text, currency),
  };
}
