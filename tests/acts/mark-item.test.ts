// Marks on copies: set and cleared by those who edit items, cleared by a scan where the copy was only missing, seen by check-in and checkout.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { ledgerActs } from '../integration/electron/core/support/both-ends.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 8, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');
const view = (barcode: string) => desk.now.ask('item.view', { barcode });
const mark = (barcode: string, name: 'missing' | 'damaged' | 'inspect' | 'in-process' | 'withdrawn', note = '') =>
  desk.now.ask('item.setMark', { barcode, mark: name, note });

test('a missing copy is found by a scan, and another mark stays', async () => {
  await mark('barcode-X0', 'missing');
  await mark('barcode-X0', 'damaged', 'the spine is broken');
  expect((await view('barcode-X0')).statusText).toBe('missing');
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-X0' });
  expect(routing).toMatchObject({ route: 'repair' });
  expect((await view('barcode-X0')).statusText).toBe('damaged');
});

test.each([
  ['inspect', 'inspect', 'INSPECT'],
  ['in-process', 'in-process', 'IN PROCESS'],
  ['withdrawn', 'withdrawn', 'CATALOGING'],
] as const)('a copy marked %s goes there instead of to its shelf, and stays marked', async (name, route, words) => {
  await mark('barcode-X1', name);
  for (const _ of ['once', 'twice']) {
    const { routing, slips } = await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
    expect(JSON.stringify(slips)).toContain(words);
    expect(routing?.route).toBe(route);
    expect(routing?.text).toContain(words);
  }
  await desk.now.ask('item.clearMark', { barcode: 'barcode-X1', mark: name });
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  expect(routing?.route).toBe('reshelve');
});

test('a mark that stands is not set twice, and a missing one is not cleared', async () => {
  await mark('barcode-X2', 'damaged');
  expect(await desk.now.refusal('item.setMark', { barcode: 'barcode-X2', mark: 'damaged' })).toBe('HF-CIRC-127');
  expect(await desk.now.refusal('item.clearMark', { barcode: 'barcode-X2', mark: 'missing' })).toBe('HF-CIRC-128');
});

test('a mark is undone, and an undone one is no more', async () => {
  const { commandId } = await mark('barcode-X3', 'withdrawn');
  expect(commandId).toBeDefined();
  await desk.now.ask('circ.undo', { commandId: commandId ?? '' });
  expect((await view('barcode-X3')).statusText).toBe('available');
});

test('a withdrawn or damaged copy is lent only by those who override the state of an item', async () => {
  await mark('barcode-X4', 'withdrawn');
  const asked = await desk.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-X4' });
  expect(asked.decision).not.toBe('done');
  expect(asked.reasons.map(({ code }) => code)).toContain('ITEM_WITHDRAWN');
  await mark('barcode-X5', 'inspect');
  const { reasons } = await desk.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-X5' });
  expect(reasons.find(({ code }) => code === 'ITEM_BAD_STATUS')?.text).toContain('to be inspected');
});

test('the record of a copy has its marks with their moments, who has it and who had it', async () => {
  await mark('barcode-X7', 'inspect', 'wet cover');
  await desk.now.ask('circ.checkin', { item: 'barcode-late' });
  const record = await desk.now.ask('item.record', { barcode: 'barcode-X7' });
  expect(record.marks).toMatchObject([{ mark: 'inspect', text: 'to be inspected' }]);
  expect(record.marks[0]?.since).not.toBeNull();
  const returned = await desk.now.ask('item.record', { barcode: 'barcode-late' });
  expect(returned.borrowers).toMatchObject({ now: null });
  expect(returned.borrowers?.before).not.toEqual([]);
  const out = await desk.now.ask('item.record', { barcode: 'barcode-out' });
  expect(out.borrowers?.now).not.toBeNull();
});

test('borrowers are not shown without the right to edit accounts', async () => {
  await signIn(desk.now, 'student');
  expect((await desk.now.ask('item.record', { barcode: 'barcode-out' })).borrowers).toBeNull();
  await signIn(desk.now, 'supervisor');
});

test('without the right to edit items nothing is recorded', async () => {
  await signIn(desk.now, 'student');
  const before = ledgerActs(desk.now).length;
  expect(await desk.now.refusal('item.setMark', { barcode: 'barcode-X6', mark: 'missing' })).toBe('HF-AUTH-024');
  expect(ledgerActs(desk.now)).toHaveLength(before);
});
