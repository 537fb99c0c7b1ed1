// `item.reportParts`: whoever takes a copy back says what is missing of it; it goes to inspection, at the desk and at the server alike.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { ledgerActs, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const desk = sharedDesk(world, 'student');
const barcode = 'barcode-kit';
beforeEach(() => signIn(desk.now, 'student'));

test('a part that is missing stands in the record, and the copy is to be inspected until somebody clears it', async () => {
  const { parts } = (await desk.now.ask('item.record', { barcode })).written;
  const [part = ''] = parts;
  await desk.now.ask('circ.checkin', { item: barcode });
  world().line.refuse('/v1/commands');
  await desk.now.ask('item.reportParts', { barcode, missing: [part], seen: 'scratched lid' });
  const seen = async () => {
    const { marks, written } = await desk.now.ask('item.record', { barcode });
    return { marks: marks.map(({ mark }) => mark), condition: written.condition };
  };
  const expected = { marks: ['inspect'], condition: `Missing: ${part}. scratched lid` };
  expect(await seen()).toEqual(expected);
  expect((await desk.now.ask('circ.checkin', { item: barcode })).routing?.route).toBe('inspect');
  world().line.mend();
  await desk.now.settled();
  expect(await seen()).toEqual(expected);
  const row = (await serverRows(world(), 'item')).find((one) => one.barcode === barcode);
  expect(row).toMatchObject({ condition: expected.condition, state: { marks: ['inspect'] } });
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('item.clearMark', { barcode, mark: 'inspect' });
  expect((await desk.now.ask('circ.checkin', { item: barcode })).routing?.route).not.toBe('inspect');
});

test('what is no part of it is refused, and nothing is recorded', async () => {
  const count = ledgerActs(desk.now).length;
  const missing = ['a spare wheel'];
  expect(await desk.now.refusal('item.reportParts', { barcode, missing })).toBe('HF-CIRC-157');
  expect(await desk.now.refusal('item.reportParts', { barcode: 'nothing', missing })).toBe('HF-CIRC-003');
  expect(ledgerActs(desk.now)).toHaveLength(count);
});
