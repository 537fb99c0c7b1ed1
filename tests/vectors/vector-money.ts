// Money of cases: decimal text, read into minor units and written back.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { parseDecimalMoney, type MinorUnits } from '../../shared/core/money.ts';

/** An amount of money: decimal text, or a number where the case writes one. */
export const MoneyForm = z.union([z.string(), z.number()]);
export type MoneyForm = z.infer<typeof MoneyForm>;

/** Reads an amount; anything but an amount of a currency with cents is a reason to fail the case. */
export function readMoney(amount: MoneyForm): MinorUnits {
  const minor = parseDecimalMoney(String(amount));
  if (minor === null) throw new HoldfastError('HF-CLI-014', { why: `"${amount}" is not an amount of money` });
  return minor;
}

/** Writes an amount, such as `5.00`. */
export function writeMoney(minor: MinorUnits): string {
  const size = Math.abs(minor);
  return `${minor < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}
