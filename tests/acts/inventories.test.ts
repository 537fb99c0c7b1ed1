// Inventories: a named range that two desks read, without a line too. Each sees the progress of all; it goes on after a restart, and is finished with
// its findings.

import { branchId, locationId } from '../../shared/core/ids.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';
import { MOST_READ } from '../../shared/views/shelf.ts';
import { testItem } from '../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const STACKS = locationId('stacks');
const barcodeOf = (place: number) => `barcode-s${place}`;

const world = sharedWorld({
  at: WEDNESDAY,
  items: 2,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const stacks = { id: STACKS, name: 'Stacks', branch: branchId('main'), circulates: true, holdable: true };
    await writer.putRows('location', [stacks]);
    await writer.putRows(
      'item',
      Array.from({ length: 20 }, (_, n) => testItem(`s${n}`, { callNumber: `QA ${70 + n} .A1`, location: STACKS })),
    );
  },
});
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'student');
afterEach(() => world().line.mend());

const rowAt = async (desk: typeof first) => {
  const { rows } = await desk.now.ask('list.view', { list: 'inventories' });
  return rows.map(({ texts, acts }) => ({ name: texts[0], seen: texts[2], acts: acts.map(({ key }) => key).join('') }));
};
const read = async (desk: typeof first, ...places: number[]) => {
  for (const place of places) {
    world().clock.forward(1_000);
    await desk.now.ask('item.seen', { barcode: barcodeOf(place), location: STACKS });
  }
};
const report = async (inventory: string, desk = first) => {
  const { rows } = await desk.now.ask('list.view', { list: 'inventory-report', of: inventory });
  return rows.map(({ group, names }) => [group, names['barcode']]);
};

test('two desks read one range, each sees what both have seen, and it is finished with its report', async () => {
  const { commandId: inventory } = await first.now.ask('inventory.start', {
    name: 'Spring reading',
    location: STACKS,
    from: 'QA 70',
    to: 'QA 89',
  });
  await first.now.settled();
  await until('the other desk has it', async () => (await rowAt(second)).length === 1);
  // The page joins and ends it by this.
  const { rows } = await second.now.ask('list.view', { list: 'inventories' });
  expect(rows.map(({ names }) => names['inventoryId'])).toEqual([inventory]);
  await first.now.ask('circ.checkout', { patron: 'card-P1', item: barcodeOf(4) });
  await first.now.settled();
  world().clock.forward(MINUTE_MS);
  world().line.refuse('/v1/commands');
  // 3 stands behind 6, and 4 is on loan.
  await read(first, 0, 1, 2, 5, 6, 3, 4);
  await read(second, 10, 11, 12, 13);
  const own = await first.now.ask('shelf.view', { since: '2026-01-01T00:00:00Z', range: { inventory } });
  expect(own.inventory).toMatchObject({
    name: 'Spring reading',
    isEnded: false,
    readers: [{ isThisDesk: true, seen: 7 }],
  });
  expect((await rowAt(second))[0]).toMatchObject({ seen: expect.stringMatching(/^4 \/ /) });
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  const both = { name: 'Spring reading', seen: '10 / 19', acts: 'JPF' };
  await until('each has what both saw', async () => (await rowAt(first))[0]?.seen === both.seen);
  await until('each has what both saw', async () => (await rowAt(second))[0]?.seen === both.seen);
  expect([await rowAt(first), await rowAt(second)]).toEqual([[both], [both]]);
  const shared = await second.now.ask('shelf.view', { since: '2026-01-01T00:00:00Z', range: { inventory } });
  expect(shared.inventory?.readers.map(({ isThisDesk, seen }) => [isThisDesk, seen])).toEqual([
    [false, 7],
    [true, 4],
  ]);
  const missing = [7, 8, 9, 14, 15, 16, 17, 18, 19].map((place) => ['Missing from the shelf', barcodeOf(place)]);
  expect(await report(inventory)).toEqual([
    ...missing,
    ['Misplaced', barcodeOf(3)],
    ['Should not be here', barcodeOf(4)],
  ]);
  // Put where it belongs it is right, also in the report.
  await second.now.ask('item.seen', { barcode: barcodeOf(3) });
  await second.now.ask('inventory.end', { inventory });
  expect(await second.now.refusal('inventory.end', { inventory })).toBe('HF-CIRC-254');
  await second.now.settled();
  await until('it is over here', async () => (await rowAt(first))[0]?.acts === 'P');
  expect(await rowAt(first)).toEqual([{ name: 'Spring reading', seen: '10 / 19', acts: 'P' }]);
  expect(await report(inventory)).toEqual([...missing, ['Should not be here', barcodeOf(4)]]);
  const file = await first.now.ask('list.export', { list: 'inventory-report', of: inventory, format: 'csv' });
  expect(Buffer.from(file.base64, 'base64').toString()).toContain(barcodeOf(7));
  // Copies found since are missing no more.
  await read(first, 7);
  expect(await report(inventory)).not.toContainEqual(['Missing from the shelf', barcodeOf(7)]);
  // Later scans there belong to another reading.
  const before = await report(inventory);
  await first.now.ask('circ.checkout', { patron: 'card-P2', item: barcodeOf(1) });
  await read(first, 1);
  expect(await report(inventory)).toEqual(before);
});

test('a copy of another place is found in the range where it stood, and in no other', async () => {
  const start = (name: string, from: string, to: string) =>
    first.now.ask('inventory.start', { name, location: STACKS, from, to });
  const { commandId: low } = await start('Low', 'QA 70', 'QA 79');
  const { commandId: high } = await start('High', 'QA 80', 'QA 89');
  const see = async (barcode: string) => {
    world().clock.forward(1_000);
    await first.now.ask('item.seen', { barcode, location: STACKS });
  };
  const strays = async (inventory: string) =>
    (await report(inventory)).flatMap(([group, barcode]) => (group === 'Should not be here' ? [barcode] : []));
  for (const barcode of ['barcode-X0', barcodeOf(5), barcodeOf(12), 'barcode-X1', barcodeOf(13)]) await see(barcode);
  expect([await strays(low), await strays(high)]).toEqual([['barcode-X0'], ['barcode-X1']]);
  await first.now.settled();
  expect([await strays(low), await strays(high)]).toEqual([['barcode-X0'], ['barcode-X1']]);
  const { rows } = await first.now.ask('list.view', { list: 'inventories' });
  expect(rows.find(({ texts }) => texts[0] === 'Low')?.texts).toContain('1');
  await first.now.ask('inventory.end', { inventory: low });
  await first.now.ask('inventory.end', { inventory: high });
});

test('the counts of a range that is longer than a screen shows are those of all of it', async () => {
  const long = Array.from({ length: MOST_READ + 20 }, (_, n) =>
    testItem(`long${n}`, { callNumber: `ZA ${n + 10} .B2`, location: STACKS }),
  );
  await world().writer.putRows('item', long);
  await first.now.settled();
  const { commandId: inventory } = await first.now.ask('inventory.start', {
    name: 'Long',
    location: STACKS,
    from: 'ZA',
    to: null,
  });
  const seen = async () => (await rowAt(first)).find(({ name }) => name === 'Long')?.seen;
  await until('the desk has them', async () => (await seen()) === `0 / ${long.length}`);
  await first.now.ask('item.seen', { barcode: 'barcode-long3019', location: STACKS });
  await first.now.ask('inventory.end', { inventory });
  expect(await seen()).toBe(`1 / ${long.length}`);
});

test('one of a shelf that is not known is refused, and so is the report of none', async () => {
  const range = { name: 'Nowhere', location: locationId('no-shelf'), from: null, to: null };
  expect(await first.now.refusal('inventory.start', range)).toBe('HF-CIRC-152');
  expect(await first.now.refusal('list.view', { list: 'inventory-report', of: 'none' })).toBe('HF-CIRC-254');
  const since = '2026-01-01T00:00:00Z';
  expect(await first.now.refusal('shelf.view', { since, range: { inventory: 'none' } })).toBe('HF-CIRC-254');
});
