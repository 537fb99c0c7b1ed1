// `uncataloged.lend`, `uncataloged.takeBack`: things without a barcode are lent by kind and number, at two desks without a line too, come back by kind, and
// are loans like any other.

import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { serverRows } from './support/both-ends.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 4,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const uncataloged = [{ id: 'pbk', name: 'Paperbacks', type: 'book' }];
    await writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, uncataloged } }));
  },
});
const first = sharedDesk(world);
const second = sharedDesk(world);
const out = async (desk = first) => (await desk.now.ask('uncataloged.kinds', {})).kinds.map((kind) => kind.out);
const loansOf = async (patron: string, desk = first) =>
  (await desk.now.ask('patron.view', { card: `card-${patron}` })).loans.length;
const openLoans = async () => (await serverRows(world(), 'loan')).filter(({ state }) => state === 'open');

test('by number, without a line, at two desks at once: each piece is a loan of its own with the due date of its type', async () => {
  const before = (await openLoans()).length;
  world().line.refuse('/v1/commands');
  const lent = await first.now.ask('uncataloged.lend', { patron: 'card-plain', kind: 'pbk', count: 3 });
  expect(lent).toMatchObject({ done: 3, whyNot: null, dueText: 'Wed, Jun 24' });
  expect(await second.now.ask('uncataloged.lend', { patron: 'card-P0', kind: 'pbk', count: 2 })).toMatchObject({
    done: 2,
  });
  expect([await out(), await loansOf('plain')]).toEqual([[3], 3]);
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  expect((await openLoans()).length).toBe(before + 5);
  // Two desks never lend the same piece, and no record of a piece has to be completed.
  const codes = (await serverRows(world(), 'exception'))
    .filter(({ state }) => state === 'open')
    .map(({ code }) => code);
  expect(codes.filter((code) => code === 'lent-while-on-loan' || code === 'item-unknown')).toEqual([]);
  expect((await first.now.ask('list.view', { list: 'provisional-items' })).count).toBe(0);
});

test('they come back by kind: those of a patron, or what is due first, and no more than are out', async () => {
  await first.now.settled();
  const mine = await first.now.ask('uncataloged.takeBack', { patron: 'card-plain', kind: 'pbk', count: 2 });
  expect([mine.done, mine.whose, await loansOf('plain')]).toEqual([2, expect.stringMatching(/\w/), 1]);
  const all = await first.now.ask('uncataloged.takeBack', { kind: 'pbk', count: 20 });
  expect([all.done, all.whyNot, all.whose, await out()]).toEqual([3, '', null, [0]]);
});

test('pieces are used again, and a patron who may have no more is told why', async () => {
  const items = (await serverRows(world(), 'item')).filter(({ barcode }) => barcode.startsWith('UC-PBK-')).length;
  await first.now.ask('uncataloged.lend', { patron: 'card-reader', kind: 'pbk', count: 1 });
  await first.now.settled();
  const now = (await serverRows(world(), 'item')).filter(({ barcode }) => barcode.startsWith('UC-PBK-')).length;
  expect(now).toBe(items);
  const refused = await first.now.ask('uncataloged.lend', { patron: 'card-barred', kind: 'pbk', count: 2 });
  expect(refused).toMatchObject({ done: 0, whyNot: expect.stringMatching(/\w/) });
  expect(await first.now.refusal('uncataloged.lend', { patron: 'card-plain', kind: 'none', count: 1 })).toBe(
    'HF-CIRC-324',
  );
});
