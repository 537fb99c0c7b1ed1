// The name of a cart: from the library, or from the shelf that its copies go to.

import { locationId, type LocationId } from '../core/ids.ts';
import type { Words } from '../core/language.ts';
import type { Params } from '../core/say.ts';
import { reservesWords } from './reserves-name.ts';

export const CART_WORDS = {
  on: { en: 'Cart: {cart}', es: 'Carro: {cart}' },
  named: { en: '{name}', es: '{name}' },
  shelf: { en: 'Shelves', es: 'Estantes' },
} as const satisfies Readonly<Record<string, Words>>;

const RULE = 'rule:';
const LOCATION = 'location:';

/** The cart that a library named. */
export const ruleCart = (name: string): string => `${RULE}${name}`;

/** The cart of a location. */
export const locationCart = (location: LocationId): string => `${LOCATION}${location}`;

/** Name of a cart, as words with their parameters. */
export function cartName(
  library: {
    readonly location: (id: LocationId) => { readonly name: string } | null;
    readonly reservesName: () => string | null;
  },
  cart: string,
): [Words, Params] {
  if (cart.startsWith(RULE)) return [CART_WORDS.named, { name: cart.slice(RULE.length) }];
  if (cart === 'reserve') return [reservesWords(library.reservesName()), {}];
  if (cart === 'shelf') return [CART_WORDS.shelf, {}];
  const id = cart.slice(LOCATION.length);
  return [CART_WORDS.named, { name: library.location(locationId(id))?.name ?? id }];
}
