// Where a fine stops: at the cap of the loan, at the price of the item, at the cap of one patron's debt, in this order.

import type { MinorUnits } from '../../core/money.ts';

export type FineCaps = {
  /** Null = no such cap; the same for the price. */
  readonly loanMinor: MinorUnits | null;
  readonly priceMinor: MinorUnits | null;
  /** The cap on the patron's total debt, and the debt besides this fine. */
  readonly patron: { readonly capMinor: MinorUnits; readonly otherMinor: MinorUnits } | null;
  /** The step that reaches the cap of the loan is charged whole; null: the fine stops at the cap itself. */
  readonly stepMinor: MinorUnits | null;
};

export type CappedFine = { readonly amountMinor: MinorUnits; readonly by: 'loan' | 'price' | 'patron' | null };

/** A fine after its caps, and the last one that cut it. */
export function capFine(plainMinor: MinorUnits, caps: FineCaps): CappedFine {
  let fine: CappedFine = { amountMinor: Math.min(plainMinor, Number.MAX_SAFE_INTEGER), by: null };
  const cut = (capMinor: MinorUnits | null, by: CappedFine['by']) => {
    if (capMinor !== null && fine.amountMinor > capMinor) fine = { amountMinor: Math.max(capMinor, 0), by };
  };
  cut(loanCap(caps), 'loan');
  cut(caps.priceMinor, 'price');
  cut(caps.patron === null ? null : caps.patron.capMinor - caps.patron.otherMinor, 'patron');
  return fine;
}

function loanCap({ loanMinor, stepMinor }: FineCaps): MinorUnits | null {
  if (loanMinor === null || stepMinor === null || stepMinor <= 0) return loanMinor;
  return Math.ceil(loanMinor / stepMinor) * stepMinor;
}

/** How many steps reach the cap of the loan; infinite where there is none. */
export function stepsToCap(loanMinor: MinorUnits | null, stepMinor: MinorUnits): number {
  return loanMinor === null || stepMinor <= 0 ? Number.POSITIVE_INFINITY : Math.ceil(loanMinor / stepMinor);
}
