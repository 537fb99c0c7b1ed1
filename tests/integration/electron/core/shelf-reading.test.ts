// A range of 300 copies read along its shelf, with errors planted among them: each scan answers how its copy stands, and copies that were not seen
// are missing. With the line down.

import { branchId, holdId, locationId } from '../../../../shared/core/ids.ts';
import { formatInstant, HOUR_MS } from '../../../../shared/core/instant.ts';
import type { Location } from '../../../../shared/circ/model/branch.ts';
import type { ItemState } from '../../../../shared/circ/model/item.ts';
import { neighborsOn } from '../../../../shared/callnumbers/shelf-order.ts';
import { standingsOf } from '../../../../shared/callnumbers/shelf-reading.ts';
import { mayStandHere, type ShelfFinding } from '../../../../shared/views/seen.ts';
import { testItem } from '../../../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const STACKS = locationId('stacks');
const main = branchId('main');
const stacks: Location = { id: STACKS, name: 'Stacks', branch: main, circulates: true, holdable: true };

/** QA 76 .A10 to QA 78 .J19: cutters are decimals. */
const numberOf = (place: number) =>
  `QA ${76 + Math.floor(place / 100)} .${'ABCDEFGHIJ'.charAt(Math.floor((place % 100) / 10))}${10 + (place % 10)}`;
const barcodeOf = (place: number) => `barcode-stacks${place}`;

const standing = (status: 'missing' | 'discarded'): Parameters<typeof testItem>[1] => {
  const where = { status, branch: main };
  return { base: { foldedTo: null, where }, state: { ...where, to: null, hold: null, loan: null } };
};
const at = (state: ItemState): Parameters<typeof testItem>[1] => ({
  base: {
    foldedTo: null,
    where:
      state.status === 'in-transit'
        ? { status: 'in-transit', branch: main, to: branchId('east'), hold: null }
        : { status: 'on-hold-shelf', branch: main, hold: holdId('hold-held') },
  },
  state,
});

/** The catalog's status of copies that stand on the shelf all the same. */
const ODD: Readonly<Record<number, Parameters<typeof testItem>[1]>> = {
  20: standing('missing'),
  50: standing('discarded'),
  80: { home: branchId('east'), owner: branchId('east') },
  110: { location: locationId('archive') },
  140: at({ status: 'in-transit', branch: main, to: branchId('east'), hold: null, loan: null }),
};

const world = sharedWorld({
  at: WEDNESDAY,
  items: 2,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('location', [stacks]);
    await writer.putRows(
      'item',
      Array.from({ length: 300 }, (_, place) =>
        testItem(`stacks${place}`, { callNumber: numberOf(place), location: STACKS, ...ODD[place] }),
      ),
    );
    await writer.putRows('item', [testItem('stacksBefore', { callNumber: 'QA 9 .A1', location: STACKS })]);
  },
});
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));
afterEach(() => world().line.mend());

const RANGE = { location: STACKS, from: numberOf(0), to: numberOf(299) };
const since = () => formatInstant(world().clock.now());

/** As they stand on the shelf: three are gone, two stand in the wrong place. */
function shelfAsFound(): number[] {
  const places = Array.from({ length: 300 }, (_, place) => place).filter((place) => ![33, 34, 200].includes(place));
  const move = (place: number, behind: number) => {
    places.splice(places.indexOf(place), 1);
    places.splice(places.indexOf(behind) + 1, 0, place);
  };
  move(60, 71);
  move(250, 99);
  return places;
}

test('300 copies with planted errors: misplaced, not to be here, and missing from the shelf', async () => {
  const lent = await desk.now.ask('circ.checkout', { patron: 'card-P1', item: barcodeOf(170) });
  expect(lent.decision).toBe('done');
  await desk.now.settled();
  world().line.cut();
  world().clock.forward(HOUR_MS);
  const { shelf, copies, hasMore } = await desk.now.ask('shelf.view', { since: since(), range: RANGE });
  // Six are not expected: copies lent, missing, withdrawn, elsewhere or on their way.
  expect({ expected: copies.length, hasMore, seen: copies.some(({ isSeen }) => isSeen) }).toEqual({
    expected: 294,
    hasMore: false,
    seen: false,
  });
  // A real scan is never in the very millisecond in which a reading begins.
  world().clock.forward(1_000);
  const scans: { barcode: string; callNumber: string; finding: ShelfFinding }[] = [];
  for (const place of [...shelfAsFound(), 'Before'] as const) {
    const barcode = `barcode-stacks${place}`;
    const answer = await desk.now.ask('item.seen', { barcode, location: STACKS });
    scans.push({ barcode, callNumber: answer.item.callNumber, finding: answer.finding });
  }
  const standings = standingsOf(
    scans.map(({ callNumber, finding }) => ({ callNumber, isHere: mayStandHere(finding) })),
    RANGE,
  );
  const standing = (one: string) => scans.flatMap(({ barcode }, at) => (standings[at] === one ? [barcode] : []));
  expect(standing('misplaced')).toEqual([barcodeOf(60), barcodeOf(250), 'barcode-stacksBefore']);
  expect(
    scans.filter((_, at) => standings[at] === 'not-here').map(({ barcode, finding }) => [barcode, finding]),
  ).toEqual([
    [barcodeOf(50), 'withdrawn'],
    [barcodeOf(80), 'other-branch'],
    [barcodeOf(110), 'other-location'],
    [barcodeOf(140), 'in-transit'],
    [barcodeOf(170), 'on-loan'],
  ]);
  expect(scans.find(({ barcode }) => barcode === barcodeOf(20))?.finding).toBe('found');
  const numbers = copies.map(({ callNumber }) => callNumber);
  expect(neighborsOn(numbers, numberOf(60))).toEqual({ after: numberOf(59), before: numberOf(61) });
  expect(neighborsOn(numbers, 'QA 9 .A1')).toEqual({ after: null, before: numberOf(0) });

  const missing = await desk.now.ask('list.view', { list: 'shelf-missing', of: shelf });
  expect(missing.rows.map(({ names }) => names['barcode'])).toEqual([33, 34, 200].map(barcodeOf));
  expect(missing.rows[0]?.acts.map(({ act, key }) => [act, key])).toEqual([
    ['notOnShelf', 'N'],
    ['setMark', 'M'],
  ]);
  await desk.now.ask('item.setMark', { barcode: barcodeOf(33), mark: 'missing' });
  expect((await desk.now.ask('list.view', { list: 'shelf-missing', of: shelf })).count).toBe(2);

  // Scans of another desk count as seen here, and a copy that comes in at a desk is no longer searched for.
  world().line.mend();
  await desk.now.settled();
  await desk.now.ask('circ.checkin', { item: barcodeOf(34) });
  await desk.now.settled();
  expect(
    (await desk.now.ask('list.view', { list: 'shelf-missing', of: shelf })).rows.map(({ names }) => names['barcode']),
  ).toEqual([barcodeOf(200)]);
});

test('the first copy on a shelf names the range; one of another branch does not', async () => {
  const begun = await desk.now.ask('shelf.view', { since: since(), range: { firstBarcode: barcodeOf(290) } });
  expect(begun).toMatchObject({ location: STACKS, locationName: 'Stacks', from: numberOf(290), to: null });
  expect(begun.copies.map(({ barcode }) => barcode)).toEqual(Array.from({ length: 10 }, (_, n) => barcodeOf(290 + n)));
  const range = { firstBarcode: 'barcode-elsewhere' };
  expect(await desk.now.refusal('shelf.view', { since: since(), range })).toBe('HF-CIRC-210');
  expect(await desk.now.refusal('list.view', { list: 'shelf-missing', of: 'nothing' })).toBe('HF-CIRC-211');
  expect(await desk.now.refusal('list.view', { list: 'shelf-missing' })).toBe('HF-CIRC-211');
});

test('a copy on its way to reserve is expected in the stacks, and on the reserve shelf once it is there', async () => {
  const term = { name: 'Fall', from: '2026-08-24', to: '2026-12-11' };
  const { courseId } = await desk.now.ask('course.add', { term, numbers: ['ECON 052'], name: 'Macro' });
  const barcode = barcodeOf(291);
  const location = locationId('archive');
  const { reserveId } = await desk.now.ask('reserve.place', { courseId, barcode, location });
  await desk.now.settled();
  const onShelf = async (shelf: typeof location) => {
    const range = { location: shelf, from: numberOf(291), to: numberOf(291) };
    const { copies } = await desk.now.ask('shelf.view', { since: since(), range });
    return copies.map((one) => one.barcode).includes(barcode);
  };
  const seenIn = async (shelf: typeof location) =>
    (await desk.now.ask('item.seen', { barcode, location: shelf })).finding;
  expect([await onShelf(STACKS), await onShelf(location)]).toEqual([true, false]);
  expect([await seenIn(STACKS), await seenIn(location)]).toEqual(['here', 'other-location']);
  // While it is prepared it is missing from neither.
  await desk.now.ask('reserve.move', { reserveId, status: 'processing' });
  expect([await onShelf(STACKS), await onShelf(location)]).toEqual([false, false]);
  expect(await seenIn(STACKS)).toBe('other-location');
  await desk.now.ask('reserve.move', { reserveId, status: 'on-reserve' });
  expect([await onShelf(STACKS), await onShelf(location)]).toEqual([false, true]);
  expect([await seenIn(STACKS), await seenIn(location)]).toEqual(['other-location', 'here']);
});

test('a copy of another location goes on its cart from here, and is missing from no shelf until it is shelved', async () => {
  const barcode = barcodeOf(110);
  const location = STACKS;
  world().line.cut();
  const answer = await desk.now.ask('item.seen', { barcode, location, toCart: true });
  expect(answer).toMatchObject({ finding: 'other-location', cartText: 'Cart: Archive' });
  const onCarts = async () =>
    (await desk.now.ask('list.view', { list: 'carts' })).rows.map(({ group, names }) => [group, names['barcode']]);
  expect(await onCarts()).toEqual([['Archive', barcode]]);
  // On this shelf too, of one that stands wrong.
  const wrong = barcodeOf(60);
  await desk.now.ask('item.seen', { barcode: wrong, location, toCart: true });
  const { copies } = await desk.now.ask('shelf.view', { since: since(), range: RANGE });
  expect(copies.map((one) => one.barcode)).not.toContain(wrong);
  // A copy on loan is checked in first: it goes on no cart.
  const lent = await desk.now.ask('item.seen', { barcode: barcodeOf(170), location, toCart: true });
  expect(lent).toMatchObject({ finding: 'on-loan', cartText: null });
  world().line.mend();
  await desk.now.settled();
  expect(await onCarts()).toEqual([
    ['Archive', barcode],
    ['Stacks', wrong],
  ]);
  await desk.now.ask('cart.shelve', { cart: 'location:stacks' });
  await desk.now.ask('circ.undo', { commandId: answer.commandId });
  expect(await onCarts()).toEqual([]);
});
