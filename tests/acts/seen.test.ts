// Sightings: a desk sees a copy on a shelf, and its record shows that; use in the house is one too.

import { locationId } from '../../shared/core/ids.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 8, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');
const see = (barcode: string) => desk.now.ask('item.seen', { barcode });
const record = (barcode: string) => desk.now.ask('item.record', { barcode });
afterEach(() => world().line.mend());

test.each(['up', 'down'] as const)(
  'a missing copy that is seen is there again, and its undo loses it; line %s',
  async (line) => {
    if (line === 'down') world().line.cut();
    const barcode = line === 'up' ? 'barcode-X0' : 'barcode-X1';
    await desk.now.ask('item.setMark', { barcode, mark: 'missing' });
    const answer = await see(barcode);
    expect(answer).toMatchObject({ finding: 'found', wasMissing: true, canUndo: true, statusText: 'missing' });
    expect(await record(barcode)).toMatchObject({
      statusText: 'available',
      seen: { isThisDesk: true, location: null },
    });
    await desk.now.ask('circ.undo', { commandId: answer.commandId });
    expect(await record(barcode)).toMatchObject({ statusText: 'missing', seen: null });
  },
);

test('a copy on loan stays on loan, and somebody is to look until it is checked in', async () => {
  const open = async () => (await desk.now.ask('exception.list', {})).exceptions.map(({ code }) => code);
  expect(await see('barcode-late')).toMatchObject({ finding: 'on-loan', dueText: expect.any(String) });
  await desk.now.settled();
  expect(await open()).toContain('seen-while-on-loan');
  expect((await record('barcode-late')).loanId).not.toBeNull();
  await desk.now.ask('circ.checkin', { item: 'barcode-late' });
  await desk.now.settled();
  expect(await open()).not.toContain('seen-while-on-loan');
});

test.each([
  ['out', 'on-loan', null],
  ['lost', 'on-loan', null],
  ['inQuestion', 'in-question', null],
  ['held', 'hold-shelf', 'Main Library'],
  ['damaged', 'marked', null],
  ['elsewhere', 'other-branch', 'East Library'],
  ['archived', 'here', null],
  ['missing', 'found', null],
] as const)('of a copy that is %s it says so, and where it belongs', async (name, finding, belongs) => {
  expect(await see(`barcode-${name}`)).toMatchObject({ finding, belongs });
});

test('a shelf that is read tells what belongs on another one', async () => {
  const { commandId: _, ...answer } = await desk.now.ask('item.seen', {
    barcode: 'barcode-X2',
    location: locationId('archive'),
  });
  expect(answer).toMatchObject({ finding: 'other-location', belongs: 'Main Library' });
  expect((await record('barcode-X2')).seen).toMatchObject({ location: 'Archive' });
  expect(await desk.now.refusal('item.seen', { barcode: 'no such code' })).toBe('HF-CIRC-003');
});

test('use in the house is a sighting, and so is a check-in; the undo of a use leaves it', async () => {
  const used = await desk.now.ask('item.recordUse', { barcode: 'barcode-X5', count: 2 });
  expect((await record('barcode-X5')).seen).not.toBeNull();
  await desk.now.ask('circ.undo', { commandId: used.commandId ?? '' });
  expect((await record('barcode-X5')).seen).not.toBeNull();
  await desk.now.ask('circ.checkin', { item: 'barcode-X6' });
  expect((await record('barcode-X6')).seen).toMatchObject({ branchName: expect.any(String), isThisDesk: true });
});
