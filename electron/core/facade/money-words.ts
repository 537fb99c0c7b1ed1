// Words of fees and payment slips.

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

export const SLIP_WORDS = {
  paid: { en: 'Receipt {number}: {amount} paid', es: 'Recibo {number}: {amount} pagado' },
  refunded: { en: 'Receipt {number}: {amount} given back', es: 'Recibo {number}: {amount} devuelto' },
  line: { en: '{what}: {amount}', es: '{what}: {amount}' },
  tendered: { en: 'Handed over: {amount}', es: 'Entregado: {amount}' },
  change: { en: 'Change: {amount}', es: 'Cambio: {amount}' },
  credit: { en: 'Left as credit: {amount}', es: 'Queda a favor: {amount}' },
  owed: { en: 'Still owed: {amount}', es: 'Pendiente: {amount}' },
} as const satisfies Readonly<Record<string, Words>>;
