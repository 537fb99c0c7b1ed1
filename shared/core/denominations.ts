// The coins and notes of a currency, for counting a drawer piece by piece.

import type { MinorUnits } from './money.ts';

export type PieceForm = 'note' | 'coin';

/** One kind of piece. A dollar is a note and a coin. */
export type Denomination = { readonly form: PieceForm; readonly valueMinor: MinorUnits };

const notes = (...values: readonly MinorUnits[]): Denomination[] =>
  values.map((valueMinor) => ({ form: 'note', valueMinor }));
const coins = (...values: readonly MinorUnits[]): Denomination[] =>
  values.map((valueMinor) => ({ form: 'coin', valueMinor }));

const BY_CURRENCY: Readonly<Record<string, readonly Denomination[]>> = {
  USD: [...notes(10_000, 5_000, 2_000, 1_000, 500, 200, 100), ...coins(100, 50, 25, 10, 5, 1)],
  CAD: [...notes(10_000, 5_000, 2_000, 1_000, 500), ...coins(200, 100, 25, 10, 5)],
  EUR: [...notes(10_000, 5_000, 2_000, 1_000, 500), ...coins(200, 100, 50, 20, 10, 5, 2, 1)],
  GBP: [...notes(5_000, 2_000, 1_000, 500), ...coins(200, 100, 50, 20, 10, 5, 2, 1)],
  MXN: [...notes(100_000, 50_000, 20_000, 10_000, 5_000, 2_000), ...coins(2_000, 1_000, 500, 200, 100, 50)],
};

/** Its pieces, notes first, the largest first; none for a currency that is counted as a total only. */
export function denominationsOf(currency: string): readonly Denomination[] {
  return BY_CURRENCY[currency] ?? [];
}
