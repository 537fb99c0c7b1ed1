// Texts for the causes of fees, in the words of the desk.

import { CHARGE_NAMES } from '../core/codes/names.ts';
import type { Words } from '../core/language.ts';
import { ChargeSchema, type Fee } from './model/fee.ts';

const FEE_KIND_WORDS: Readonly<Record<Exclude<Fee['kind'], 'manual'>, Words>> = {
  overdue: { en: 'Late fee', es: 'Cargo por retraso' },
  lost: { en: 'Lost item', es: 'Material perdido' },
  processing: { en: 'Processing fee', es: 'Gastos de procesamiento' },
  rental: { en: 'Rental', es: 'Alquiler' },
  deposit: { en: 'Deposit', es: 'Depósito' },
};

/** The cause of a fee in words; a charge of a newer version stands for itself. */
export function feeWords({
  kind,
  charge,
}: {
  readonly kind: string;
  readonly charge?: string | null | undefined;
}): Words {
  const known: Readonly<Record<string, Words>> = FEE_KIND_WORDS;
  const words = known[kind];
  if (words !== undefined) return words;
  const read = ChargeSchema.safeParse(charge);
  if (read.success) return CHARGE_NAMES[read.data];
  return charge === null || charge === undefined ? CHARGE_NAMES.other : { en: charge, es: charge };
}
