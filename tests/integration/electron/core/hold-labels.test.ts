// The label of a hold stays as it was printed when the patron's card is replaced: the shelf is found by it. The next slip has the new card.

import { sha256Hex } from '../../../../shared/core/digest.ts';
import { holdId } from '../../../../shared/core/ids.ts';
import { serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 8, patrons: 3 });
const desk = sharedDesk(world);

test('of a hold whose copy stands on the shelf, on its list, its slip and in the panel', async () => {
  await signIn(desk.now, 'supervisor');
  const trap = async (item: string, patron: string) => {
    const { holdId: hold } = await desk.now.ask('hold.place', { patron, target: item, pickup: 'main' });
    const { routing } = await desk.now.ask('circ.checkin', { item });
    return { hold: hold ?? '', label: routing?.holdLabel };
  };
  const before = await trap('barcode-X1', 'card-plain');
  expect(before.label).toBe('OKAF S lain');
  await desk.now.settled();
  const replaces = { number: 'card-plain', as: 'replaced' } as const;
  await desk.now.ask('patron.addCard', {
    card: 'card-plain',
    number: '21310000009999',
    kind: 'barcode',
    replaces,
    reason: 'It was worn',
  });
  await desk.now.settled();
  const shelf = async (hold: string) => {
    const { rows } = await desk.now.ask('list.view', { list: 'hold-shelf' });
    return rows.find(({ key }) => key === hold)?.texts[0];
  };
  expect(await shelf(before.hold)).toBe(before.label);
  const { rows } = await desk.now.ask('slip.preview', { of: { hold: holdId(before.hold) } });
  expect(rows.map(({ text }) => text).join('\n')).toContain(before.label);
  const { holds } = await desk.now.ask('patron.view', { card: '21310000009999' });
  expect(holds.find(({ holdId: id }) => id === before.hold)?.label).toBe(before.label);
  const after = await trap('barcode-X2', '21310000009999');
  expect(after.label).toBe('OKAF S 9999');
  expect(await shelf(after.hold)).toBe('OKAF S 9999');
  // Taken in again, printed labels stay.
  const again = await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  expect(again.routing?.holdLabel).toBe(before.label);
  await desk.now.settled();
  const held = (await serverRows(world(), 'hold')).find(({ id }) => id === before.hold);
  expect(held).toMatchObject({ slipAt: expect.any(Number) });
  // The stored parts hold nothing to restore the number from, as by trying every card of the library.
  const told = desk.now.core.files.ledger.all<{ body: string }>('SELECT body FROM envelope');
  const events = await world().served.store.read((tx) => tx.db.selectFrom('event').selectAll().execute());
  expect(events.length).toBeGreaterThanOrEqual(3);
  const stays = JSON.stringify([held, told, events]);
  for (const length of [8, 16]) expect(stays).not.toContain(sha256Hex('card-plain').slice(0, length));
});
