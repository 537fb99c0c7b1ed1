// `uncataloged.lend`, `uncataloged.takeBack`: things without a barcode are lent by kind and number, at two desks without a line too, come back by kind, and
// are loans like any other.

import { PINS, sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';
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
const supervisor = sharedDesk(world, 'supervisor');
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

test('kinds are set on a screen: one with pieces out stays, and a new name or type holds for what is lent from then on', async () => {
  const desk = supervisor.now;
  const { habits: seen } = await desk.ask('library.habits', {});
  expect(seen.uncataloged).toEqual([{ id: 'pbk', name: 'Paperbacks', type: 'book' }]);
  const set = (uncataloged: NonNullable<typeof seen.uncataloged>, from = seen) => ({
    habits: { ...from, uncataloged },
    seen: from,
    pin: PINS.supervisor,
  });
  // One is out since the test before.
  expect(await desk.refusal('library.changeHabits', set([]))).toBe('HF-RULES-013');
  const umbrella = { id: 'umbrella', name: 'Umbrellas', type: 'dvd' };
  expect(await desk.refusal('library.changeHabits', set([umbrella, { ...umbrella, id: 'other' }]))).toBe(
    'HF-RULES-011',
  );
  const renamed = { id: 'pbk', name: 'Exchange paperbacks', type: 'dvd' };
  expect(await desk.refusal('library.changeHabits', set([renamed, { ...umbrella, name: 'exchange PAPERBACKS' }]))).toBe(
    'HF-RULES-011',
  );
  const after = await desk.ask('library.changeHabits', set([renamed, umbrella]));
  expect(after.habits.uncataloged).toEqual([renamed, umbrella]);
  expect(after.out).toEqual([
    { id: 'pbk', out: 1 },
    { id: 'umbrella', out: 0 },
  ]);
  await until('the desk has the new settings', async () => {
    await first.now.settled();
    return (await first.now.ask('uncataloged.kinds', {})).kinds.length === 2;
  });
  const before = new Set((await serverRows(world(), 'item')).map(({ id }) => id));
  const lent = await first.now.ask('uncataloged.lend', { patron: 'card-P1', kind: 'pbk', count: 1 });
  expect(lent).toMatchObject({ done: 1, whyNot: null });
  await first.now.settled();
  const fresh = (await serverRows(world(), 'item')).filter(({ id }) => !before.has(id));
  expect(fresh.map(({ kind }) => kind)).toEqual(['dvd']);
  const titles = await serverRows(world(), 'title');
  expect(titles.find(({ id }) => id === fresh[0]?.titleId)?.title).toBe('Exchange paperbacks');
  // What went out under the old name comes back with the rest, and then the kind can go.
  const back = await first.now.ask('uncataloged.takeBack', { kind: 'pbk', count: 20 });
  expect(back.done).toBe(2);
  await first.now.settled();
  await until('the other desk has the returns', async () => {
    await desk.settled();
    return (await desk.ask('library.habits', {})).out.every(({ out: pieces }) => pieces === 0);
  });
  const gone = await desk.ask('library.changeHabits', set([umbrella], after.habits));
  expect(gone.habits.uncataloged).toEqual([umbrella]);
});
