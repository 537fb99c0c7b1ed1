// The list of copies to be inspected: received and inspected later, or reported without a part. At this desk at once, also without a line, and alike at
// the other desk and in the library.

import { libraryListDocument } from '../../../../server/lists/library-lists.ts';
import { testItem } from '../../../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { catchesUpWith, type RunningDesk } from './support/running-desk.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 6,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const equipment = [
      { id: 'cameras', name: 'Cameras', types: ['camera'], inspects: true as const },
      { id: 'maps', name: 'Maps', types: ['map'] },
    ];
    await writer.changeLibrary((row) => ({
      ...row,
      desk: { ...row.desk, equipment, missingParts: { clockRuns: true } },
    }));
    await writer.putRows('item', [
      testItem('camera', { kind: 'camera', parts: ['charger'], condition: 'Scratched lens' }),
    ]);
  },
});
const desk = sharedDesk(world, 'supervisor');
const other = sharedDesk(world, 'student');
afterEach(() => world().line.mend());

const rowsAt = async (at: RunningDesk) => {
  const { rows } = await at.ask('list.view', { list: 'to-inspect' });
  return rows.map(({ group, names, texts }) => [group, names['barcode'], texts[2], texts[3]]);
};
const lendAndTake = async (item: string) => {
  expect((await desk.now.ask('circ.checkout', { patron: 'card-plain', item })).decision).toBe('done');
  world().clock.forward(5_000);
  await desk.now.ask('circ.checkin', { item });
  world().clock.forward(5_000);
};
const clear = (barcode: string) => desk.now.ask('item.clearMark', { barcode, mark: 'inspect' });

test('a unit of a kind that is inspected stands on it from its return on, until it is inspected', async () => {
  await desk.now.settled();
  world().line.refuse('/v1/commands');
  await lendAndTake('barcode-camera');
  await desk.now.ask('circ.checkin', { item: 'barcode-laptop', inspect: true });
  const camera = ['Cameras', 'barcode-camera', '', 'Scratched lens'];
  expect(await rowsAt(desk.now)).toEqual([['', 'barcode-laptop', '', ''], camera]);
  expect(await rowsAt(other.now)).toEqual([]);
  const { lists } = await desk.now.ask('list.counts', {});
  expect(lists.find(({ list }) => list === 'to-inspect')).toMatchObject({ heading: 'To inspect', count: 2 });
  world().line.mend();
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  expect(await rowsAt(other.now)).toEqual(await rowsAt(desk.now));
  const asked = { list: 'to-inspect', of: 'main', now: world().clock.now(), madeBy: 'command-line' } as const;
  const { sections } = await libraryListDocument(world().served.store, asked);
  expect(sections.flatMap(({ rows }) => rows)).toHaveLength(2);
  await clear('barcode-laptop');
  expect(await rowsAt(desk.now)).toEqual([camera]);
  await clear('barcode-camera');
  expect(await rowsAt(desk.now)).toEqual([]);
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  expect(await rowsAt(other.now)).toEqual([]);
});

test('a copy without a part is on it while its loan goes on for that, and not while it is out', async () => {
  await lendAndTake('barcode-kit');
  await desk.now.ask('item.reportParts', { barcode: 'barcode-kit', missing: ['CD'], seen: 'Box torn' });
  expect(await desk.now.ask('item.record', { barcode: 'barcode-kit' })).toMatchObject({ statusText: 'on loan' });
  const kit = ['', 'barcode-kit', 'CD', 'Box torn'];
  expect(await rowsAt(desk.now)).toEqual([kit]);
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  expect(await rowsAt(other.now)).toEqual([kit]);
  // Lent before it was inspected: then it is with its borrower.
  await desk.now.ask('item.partReturned', { barcode: 'barcode-kit', parts: ['CD'], clears: false });
  const asked = { patron: 'card-plain', item: 'barcode-kit' };
  const { reasons } = await desk.now.ask('circ.checkout', asked);
  const override = { codes: reasons.map(({ code }) => code), reason: 'Looked at in haste' };
  expect(await desk.now.ask('circ.checkout', { ...asked, override })).toMatchObject({ decision: 'done' });
  expect(await rowsAt(desk.now)).toEqual([]);
});
