// The price that a fine may not pass: of the item, or of its type where the item has none.

import type { MinorUnits } from '../../core/money.ts';

/** Null where nothing has a price; a price of 0 is none. */
export function priceCap(priceMinor: MinorUnits | null, typePriceMinor: MinorUnits | null): MinorUnits | null {
  if (priceMinor !== null && priceMinor > 0) return priceMinor;
  return typePriceMinor !== null && typePriceMinor > 0 ? typePriceMinor : null;
}
