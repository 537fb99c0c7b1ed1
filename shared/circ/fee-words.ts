// What fees are for, in the words of the desk.

import type { Words } from '../core/language.ts';
import { ChargeSchema, type Charge, type Fee } from './model/fee.ts';

const FEE_KIND_WORDS: Readonly<Record<Exclude<Fee['kind'], 'manual'>, Words>> = {
  overdue: { en: 'Late fee', es: 'Cargo por retraso' },
  lost: { en: 'Lost item', es: 'Material perdido' },
  processing: { en: 'Processing fee', es: 'Gastos de gestión' },
  rental: { en: 'Rental', es: 'Alquiler' },
  deposit: { en: 'Deposit', es: 'Depósito' },
};

const CHARGE_WORDS: Readonly<Record<Charge, Words>> = {
  damage: { en: 'Damage', es: 'Daños' },
  'missing-part': { en: 'Missing part', es: 'Parte que falta' },
  replacement: { en: 'Replacement', es: 'Reposición' },
  card: { en: 'Library card', es: 'Tarjeta' },
  membership: { en: 'Membership', es: 'Cuota' },
  copies: { en: 'Copies', es: 'Copias' },
  other: { en: 'Other', es: 'Otro' },
};

/** What a fee is for; a charge of a newer version stands for itself. */
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
  if (read.success) return CHARGE_WORDS[read.data];
  return charge === null || charge === undefined ? CHARGE_WORDS.other : { en: charge, es: charge };
}
