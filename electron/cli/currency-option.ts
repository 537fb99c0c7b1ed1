// `--currency XXX`: the currency that amounts of an export are in.

import { WRITTEN_FORM_WORDS } from '../../shared/core/codes/written-forms.ts';
import { isCurrency } from '../../shared/rules/activation-faults.ts';
import { textOf, UsageError, type Values } from './command.ts';

/** The currency; null where none is given. Throws for an invalid one. */
export function currencyOf(values: Values): string | null {
  const currency = textOf(values, 'currency');
  if (currency === null || isCurrency(currency)) return currency;
  throw new UsageError(`--currency takes a currency of ISO 4217, ${WRITTEN_FORM_WORDS.currency.en}, not "${currency}"`);
}
