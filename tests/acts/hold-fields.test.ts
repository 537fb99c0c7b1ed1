// Holds that are suspended, resumed and picked up elsewhere: at a desk and at the server alike, and their effect on a check-in and the pull list.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { DAY_MS, formatInstant } from '../../shared/core/instant.ts';
import { branchId, holdId } from '../../shared/core/ids.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 12, patrons: 4 });
const desk = sharedDesk(world, 'supervisor');
beforeEach(() => signIn(desk.now, 'supervisor'));

const nextWeek = formatInstant(WEDNESDAY + 7 * DAY_MS);
async function place(barcode: string, patron = 'card-P1') {
  const { holdId: id } = await desk.now.ask('hold.place', { patron, target: barcode, pickup: 'main' });
  return holdId(id ?? '');
}
const rows = async (patron = 'card-P1') => (await desk.now.ask('list.view', { list: 'patron-holds', of: patron })).rows;
const rowOf = async (id: string) => (await rows()).find(({ key }) => key === id);
const stateOf = async (id: string) => (await rowOf(id))?.texts[2];
const pulled = async () => (await desk.now.ask('list.view', { list: 'pull-list' })).rows.map(({ key }) => key);
const atServer = async (id: string) => (await serverRows(world(), 'hold')).find((hold) => hold.id === id);

test('a suspended hold keeps its place, is not pulled for, and no check-in puts a copy aside for it', async () => {
  const id = await place('barcode-X0');
  expect(await pulled()).toContain(id);
  await desk.now.ask('hold.suspend', { holdId: id, until: nextWeek });
  expect(await pulled()).not.toContain(id);
  expect(await stateOf(id)).toMatch(/^Suspended until .*\d/);
  const { routing } = await desk.now.ask('circ.checkin', { item: 'barcode-X0' });
  expect(routing?.route).toBe('reshelve');
  await desk.now.settled();
  expect(await atServer(id)).toMatchObject({
    suspended: true,
    suspendedUntil: WEDNESDAY + 7 * DAY_MS,
    state: 'waiting',
  });
  await desk.now.ask('hold.resume', { holdId: id });
  const back = await desk.now.ask('circ.checkin', { item: 'barcode-X0' });
  expect(back.routing?.route).toBe('hold-shelf');
  await desk.now.settled();
  expect(await atServer(id)).toMatchObject({ suspended: false, state: 'captured' });
  expect(await desk.now.refusal('hold.suspend', { holdId: id, until: null })).toBe('HF-CIRC-129');
});

test('a hold is suspended without an end, not into the past, and resumed once', async () => {
  const id = await place('barcode-X1');
  expect(await desk.now.refusal('hold.suspend', { holdId: id, until: formatInstant(WEDNESDAY - DAY_MS) })).toBe(
    'HF-CIRC-130',
  );
  expect(await desk.now.refusal('hold.resume', { holdId: id })).toBe('HF-CIRC-131');
  await desk.now.ask('hold.suspend', { holdId: id, until: null });
  expect(await stateOf(id)).toBe('Suspended');
  await desk.now.ask('hold.resume', { holdId: id });
  expect(await stateOf(id)).toBe('Waiting');
});

test('the pickup moves, and the row offers every branch, that of the desk on top', async () => {
  const id = await place('barcode-X2');
  const [first, second] = await branches(id);
  expect(first?.branch).toBe('main');
  const pickup = branchId(second?.branch ?? '');
  await desk.now.ask('hold.changePickup', { holdId: id, pickup });
  expect((await rowOf(id))?.texts[1]).toBe(second?.name);
  expect(await desk.now.refusal('hold.changePickup', { holdId: id, pickup })).toBe('HF-CIRC-132');
  await desk.now.settled();
  expect((await atServer(id))?.pickup).toBe(pickup);
});

test('each is undone', async () => {
  const id = await place('barcode-X3');
  const { commandId } = await desk.now.ask('hold.suspend', { holdId: id, until: null });
  await desk.now.ask('circ.undo', { commandId: commandId ?? '' });
  expect(await stateOf(id)).toBe('Waiting');
});

async function branches(id: string) {
  const asks = (await rowOf(id))?.acts.find(({ act }) => act === 'changePickup')?.asks;
  return asks?.for === 'branch' ? asks.choices : [];
}
