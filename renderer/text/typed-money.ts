// Amounts as people type them at a counter: "5", "5.00", "$5", "5,50", "1,234.50", "1.234,50".

import { currencyDecimals, parseDecimalMoney, type MinorUnits } from '../../shared/core/money.ts';

/** The amount in minor units; null for a text that is none. A comma or point before one or two last digits begins the cents. */
export function typedMoney(text: string, currency: string): MinorUnits | null {
  const bare = text.replace(/[\s$€£]/g, '');
  const [whole, cents] = /^\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(bare) ? bare.split(',') : [];
  if (whole !== undefined && cents !== undefined) return typedMoney(`${whole.replaceAll('.', '')}.${cents}`, currency);
  const plain = bare.replace(/,(?=\d{3}(\D|$))/g, '').replace(/,(?=\d{1,2}$)/, '.');
  const amount = parseDecimalMoney(plain, currencyDecimals(currency));
  return amount === null || amount < 0 ? null : amount;
}
