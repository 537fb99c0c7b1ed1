// Returns sorted to carts: each on the cart of its shelf or as the library names them, in shelf order, until that is shelved. With the line down too.

import { branchId, locationId } from '../../shared/core/ids.ts';
import { HOUR_MS } from '../../shared/core/instant.ts';
import { openLibraryWriter } from '../../server/library/library-writer.ts';
import { testItem } from '../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const STACKS = locationId('stacks');
const main = branchId('main');
const onShelf = (name: string, callNumber: string) => testItem(name, { callNumber, location: STACKS });

const world = sharedWorld({
  at: WEDNESDAY,
  items: 2,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('location', [{ id: STACKS, name: 'Stacks', branch: main, circulates: true, holdable: true }]);
    await writer.putRows('item', [onShelf('a', 'QA 76 .B2'), onShelf('b', 'QA 9 .A1'), onShelf('p', 'PS 1 .C3')]);
  },
});
const desk = sharedDesk(world, 'supervisor');
afterEach(() => world().line.mend());

const sort = (item: string) => desk.now.ask('circ.checkin', { item, toCart: true });
const carts = async () => {
  const { rows } = await desk.now.ask('list.view', { list: 'carts' });
  return rows.map(({ group, names }) => [group, names['barcode']]);
};

test('each return goes on the cart of its location, in shelf order, and a cart is shelved as a whole', async () => {
  world().line.cut();
  expect((await sort('barcode-a')).routing?.text).toBe('Cart: Stacks');
  await sort('barcode-b');
  expect((await sort('barcode-archived')).routing?.text).toBe('Cart: Archive');
  // An item for a hold or another branch is routed as always.
  expect((await sort('barcode-elsewhere')).routing?.route).toBe('transit');
  expect(await carts()).toEqual([
    ['Archive', 'barcode-archived'],
    ['Stacks', 'barcode-b'],
    ['Stacks', 'barcode-a'],
  ]);
  world().clock.forward(2 * HOUR_MS);
  const { acts } = await desk.now.ask('cart.shelve', { cart: 'location:stacks' });
  expect(acts).toHaveLength(2);
  expect(await carts()).toEqual([['Archive', 'barcode-archived']]);
  await desk.now.ask('circ.undo', { commandId: acts[1] ?? '' });
  expect(await carts()).toContainEqual(['Stacks', 'barcode-b']);
  world().line.mend();
  await desk.now.settled();
  expect(await carts()).toEqual([
    ['Archive', 'barcode-archived'],
    ['Stacks', 'barcode-b'],
  ]);
  // One copy alone, and one that is lent off its cart.
  await desk.now.ask('cart.shelve', { barcode: 'barcode-archived' });
  await desk.now.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-b' });
  expect(await carts()).toEqual([]);
  expect(await desk.now.refusal('cart.shelve', { cart: 'location:stacks' })).toBe('HF-CIRC-212');
  expect(await desk.now.refusal('cart.shelve', { barcode: 'barcode-archived' })).toBe('HF-CIRC-212');
});

test('a library names carts for parts of its shelves; the first that fits takes the copy', async () => {
  const named = [
    { name: 'Stacks P', location: STACKS, from: 'P', to: 'P' },
    { name: 'Stacks Q', from: 'Q' },
  ];
  await openLibraryWriter(world().served.store, world().clock).changeLibrary((row) => ({
    ...row,
    desk: { ...row.desk, carts: { [main]: named } },
  }));
  await until('the desk knows of it', async () => desk.now.core.desk.copy()?.library.deskTerms().carts !== undefined);
  expect((await sort('barcode-p')).routing?.text).toBe('Cart: Stacks P');
  expect((await sort('barcode-b')).routing?.text).toBe('Cart: Stacks Q');
});
