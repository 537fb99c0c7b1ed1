// Carts: which one a return is put on, and what it is called.

import { isInRange } from '../../../shared/callnumbers/shelf-range.ts';
import { locationId, type LocationId } from '../../../shared/core/ids.ts';
import type { Words } from '../../../shared/core/language.ts';
import type { Params } from '../../../shared/core/say.ts';
import type { CartRule } from '../../../shared/circ/model/cart.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Desk } from '../desk.ts';
import type { Copy } from '../desk-sight.ts';

export const CART_WORDS = {
  on: { en: 'Cart: {cart}', es: 'Carro: {cart}' },
  named: { en: '{name}', es: '{name}' },
  reserve: { en: 'Course reserves', es: 'Reservas de curso' },
  shelf: { en: 'Shelves', es: 'Estantes' },
} as const satisfies Readonly<Record<string, Words>>;

const RULE = 'rule:';
const LOCATION = 'location:';

/** The cart of a copy that goes to a shelf of this branch; null for a copy that is not known. */
export function cartFor({ identity }: Desk, { library }: Copy, item: Item | null): string | null {
  if (item === null) return null;
  const rules = library.deskTerms().carts?.[identity.branch] ?? [];
  const rule = rules.find((one) => takes(one, item));
  if (rule !== undefined) return `${RULE}${rule.name}`;
  if (item.reserves !== undefined && item.reserves.length > 0) return 'reserve';
  return item.location === null ? 'shelf' : `${LOCATION}${item.location}`;
}

function takes({ location, from, to }: CartRule, item: Item): boolean {
  if (location !== undefined && item.location !== location) return false;
  const range = { location: item.location, from: from ?? null, to: to ?? null };
  return (from === undefined && to === undefined) || isInRange(range, item.callNumber);
}

/** Its name, as words with what they need. */
export function cartName(
  library: { readonly location: (id: LocationId) => { readonly name: string } | null },
  cart: string,
): [Words, Params] {
  if (cart.startsWith(RULE)) return [CART_WORDS.named, { name: cart.slice(RULE.length) }];
  if (cart === 'reserve' || cart === 'shelf') return [CART_WORDS[cart], {}];
  const id = cart.slice(LOCATION.length);
  return [CART_WORDS.named, { name: library.location(locationId(id))?.name ?? id }];
}
