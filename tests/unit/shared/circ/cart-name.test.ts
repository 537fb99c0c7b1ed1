// The names of carts: of the library, of a location, and of the shelf of course reserves.

import { cartName, locationCart, ruleCart } from '../../../../shared/circ/cart-name.ts';
import { locationId } from '../../../../shared/core/ids.ts';
import { say } from '../../../../shared/core/say.ts';

const named = (cart: string, reserves: string | null): string =>
  say(
    { language: 'es', now: 0 },
    ...cartName({ location: () => ({ name: 'General stacks' }), reservesName: () => reserves }, cart),
  );

test.each([
  [ruleCart('Science {name}'), null, 'Science {name}'],
  [locationCart(locationId('stacks')), null, 'General stacks'],
  ['shelf', null, 'Estantes'],
  ['reserve', null, 'Reservas de curso'],
  ['reserve', 'Course Readings', 'Course Readings'],
])('%s of a library that calls course reserves %s', (cart, reserves, expected) => {
  expect(named(cart, reserves)).toBe(expected);
});
