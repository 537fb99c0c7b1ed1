// Words of fees.

import type { Words } from '../../../shared/core/language.ts';
import type { Charge, Fee } from '../../../shared/circ/model/fee.ts';

export const FEE_KIND_WORDS: Readonly<Record<Exclude<Fee['kind'], 'manual'>, Words>> = {
  overdue: { en: 'Late fee', es: 'Cargo por retraso' },
  lost: { en: 'Lost item', es: 'Material perdido' },
  processing: { en: 'Processing fee', es: 'Gastos de gestión' },
  rental: { en: 'Rental', es: 'Alquiler' },
  deposit: { en: 'Deposit', es: 'Depósito' },
};

export const CHARGE_WORDS: Readonly<Record<Charge, Words>> = {
  damage: { en: 'Damage', es: 'Daños' },
  'missing-part': { en: 'Missing part', es: 'Parte que falta' },
  replacement: { en: 'Replacement', es: 'Reposición' },
  card: { en: 'Library card', es: 'Tarjeta' },
  membership: { en: 'Membership', es: 'Cuota' },
  copies: { en: 'Copies', es: 'Copias' },
  other: { en: 'Other', es: 'Otro' },
};
