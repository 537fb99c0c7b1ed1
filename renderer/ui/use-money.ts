// Money of the library as the page writes and reads it.

import { formatMoney, type MinorUnits } from '../../shared/core/money.ts';
import { LOCALES } from '../../shared/core/language.ts';
import { useDeskStore } from '../desk/desk-context.ts';
import { typedMoney } from '../text/typed-money.ts';
import { useLanguage } from './use-moments.ts';

export type Money = {
  readonly currency: string;
  readonly say: (amount: MinorUnits) => string;
  /** What somebody typed; null for what is no amount. */
  readonly read: (text: string) => MinorUnits | null;
};

export function useMoney(): Money {
  const locale = LOCALES[useLanguage()];
  const currency = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.currency ?? 'USD',
  );
  return {
    currency,
    say: (amount) => formatMoney(amount, currency, locale),
    read: (text) => typedMoney(text, currency),
  };
}
