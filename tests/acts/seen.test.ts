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

test('found by a sighting, the place is that of the shelf; with a mark cleared it is the note', async () => {
  const placeOf = async (barcode: string) => {
    const { rows } = await desk.now.ask('list.view', { list: 'missing' });
    return rows.find(({ names }) => names['barcode'] === barcode)?.texts.join();
  };
  for (const barcode of ['barcode-X4', 'barcode-X7']) await desk.now.ask('item.setMark', { barcode, mark: 'missing' });
  await desk.now.ask('item.seen', { barcode: 'barcode-X4', location: locationId('archive') });
  expect(await placeOf('barcode-X4')).toContain('Archive, ');
  await desk.now.ask('item.clearMark', { barcode: 'barcode-X7', mark: 'missing', note: 'in the returns bin' });
  const history = await desk.now.ask('list.view', { list: 'item-history', of: 'barcode-X7' });
  expect(history.rows.map(({ texts }) => texts[2])).toContain('missing · in the returns bin');
  expect(await placeOf('barcode-X7')).toContain('in the returns bin');
});

test('a missing copy is found at a place: its record, its history and the list of what is missing say where', async () => {
  const missing = async () => {
    const { rows } = await desk.now.ask('list.view', { list: 'missing' });
    return rows.filter(({ names }) => names['barcode'] === 'barcode-X3');
  };
  await desk.now.ask('item.setMark', { barcode: 'barcode-X3', mark: 'missing' });
  expect(await missing()).toMatchObject([{ texts: expect.arrayContaining(['Missing']) }]);
  await desk.now.ask('circ.checkin', { item: 'barcode-X3', place: '  behind the copier ' });
  const [row, ...more] = await missing();
  expect(more).toEqual([]);
  expect(row).toMatchObject({ group: 'Found in the last two weeks', state: 'plain', acts: [] });
  expect(row?.texts).toContain('Found');
  expect(row?.texts.join()).toContain('behind the copier');
  const { rows } = await desk.now.ask('list.view', { list: 'item-history', of: 'barcode-X3' });
  expect(rows.map(({ texts }) => texts[2])).toContain('where: behind the copier');
  await desk.now.settled();
  // The library says the same.
  expect((await missing())[0]?.texts).toEqual(row?.texts);
  world().clock.forward(15 * 24 * 3_600_000);
  expect(await missing()).toEqual([]);
});

test('the place of a check-in is in the history of a copy that was not missing too, and is no find there', async () => {
  await desk.now.ask('circ.checkin', { item: 'barcode-X5', place: 'table 4' });
  const { rows } = await desk.now.ask('list.view', { list: 'item-history', of: 'barcode-X5' });
  expect(rows.map(({ texts }) => texts[2])).toContain('where: table 4');
  const missing = await desk.now.ask('list.view', { list: 'missing' });
  expect(missing.rows.map(({ names }) => names['barcode'])).not.toContain('barcode-X5');
});
