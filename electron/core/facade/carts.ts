// Carts: which one a return is put on.

import { isInRange } from '../../../shared/callnumbers/shelf-range.ts';
import { locationCart, ruleCart } from '../../../shared/circ/cart-name.ts';
import type { CartRule } from '../../../shared/circ/model/cart.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Desk } from '../desk.ts';
import type { Copy } from '../desk-sight.ts';

/** The cart of a copy that goes to a shelf of this branch; null for a copy that is not known. */
export function cartFor({ identity }: Desk, { library }: Copy, item: Item | null): string | null {
  if (item === null) return null;
  const rules = library.deskTerms().carts?.[identity.branch] ?? [];
  const rule = rules.find((one) => takes(one, item));
  if (rule !== undefined) return ruleCart(rule.name);
  if (item.reserves !== undefined && item.reserves.length > 0) return 'reserve';
  return item.location === null ? 'shelf' : locationCart(item.location);
}

function takes({ location, from, to }: CartRule, item: Item): boolean {
  if (location !== undefined && item.location !== location) return false;
  const range = { location: item.location, from: from ?? null, to: to ?? null };
  return (from === undefined && to === undefined) || isInRange(range, item.callNumber);
}
