// Faults in the carts of branches that no desk could follow.

import { inShelfOrder } from './shelf-order.ts';

type Range = { readonly name: string; readonly from?: string | undefined; readonly to?: string | undefined };

/** The name of a cart whose end comes before its beginning; null where there is none. */
export function cartFault(carts: Readonly<Record<string, readonly Range[]>> = {}): string | null {
  const wrong = Object.values(carts)
    .flat()
    .find(({ from, to }) => from !== undefined && to !== undefined && inShelfOrder(from, to) > 0);
  return wrong?.name ?? null;
}
