// `item.confirmParts`: every part of a copy that came back was counted. Its history says so at each desk, with the parts and the person, until that is
// undone; parts that were missing before stay missing.

import { required } from '../../shared/core/assert.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { catchesUpWith, type RunningDesk } from '../integration/electron/core/support/running-desk.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 2, patrons: 2 });
const desk = sharedDesk(world, 'student');
const other = sharedDesk(world, 'supervisor');
const barcode = 'barcode-kit';

/** The counts of all parts in the history of the kit, the newest first. */
async function counted(at: RunningDesk): Promise<readonly (string | null)[][]> {
  const { rows } = await at.ask('list.view', { list: 'item-history', of: barcode });
  return rows.filter(({ texts }) => texts[1] === 'All parts here').map(({ texts }) => texts.slice(2, 4));
}

async function lentAndBack(): Promise<void> {
  await other.now.ask('circ.checkout', { patron: 'card-plain', item: barcode });
  expect(await other.now.refusal('item.confirmParts', { barcode })).toBe('HF-CIRC-189');
  await other.now.settled();
  await catchesUpWith(desk.now, other.now);
  world().clock.forward(5_000);
  await desk.now.ask('circ.checkin', { item: barcode });
}

test('what was counted without a line is in the history at once, and later at the other desk', async () => {
  await lentAndBack();
  world().line.refuse('/v1/commands');
  const answer = await desk.now.ask('item.confirmParts', { barcode });
  expect(answer).toMatchObject({ canUndo: true, handling: ['All parts here: map, CD.'], reasons: [] });
  expect(await counted(desk.now)).toEqual([['map, CD', 'student']]);
  expect(await counted(other.now)).toEqual([]);
  world().line.mend();
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  await until('the other desk has it', async () => (await counted(other.now)).length === 1);
  const [[parts, by] = []] = await counted(other.now);
  expect(parts).toBe('map, CD');
  expect(by).toContain('student');
  // The copy stands where the check-in sent it.
  expect(await other.now.ask('item.record', { barcode })).toMatchObject({ statusText: 'available', marks: [] });
  await desk.now.ask('circ.undo', { commandId: required(answer.commandId, () => 'not recorded') });
  expect(await counted(desk.now)).toEqual([]);
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  await until('the other desk knows that too', async () => (await counted(other.now)).length === 0);
});

test('parts that were missing before are not counted, and a report that comes later stands', async () => {
  await lentAndBack();
  await desk.now.ask('item.reportParts', { barcode, missing: ['CD'] });
  expect(await desk.now.ask('item.confirmParts', { barcode })).toMatchObject({
    handling: ['All parts here: map.', 'Still missing: CD.'],
  });
  const missing = async (at: RunningDesk) => (await at.ask('item.record', { barcode })).missing.parts;
  expect(await missing(desk.now)).toMatchObject([{ part: 'CD' }]);
  await desk.now.settled();
  await catchesUpWith(other.now, desk.now);
  await until('the other desk has it', async () => (await counted(other.now)).length === 1);
  expect(await missing(other.now)).toMatchObject([{ part: 'CD' }]);
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'] });
  expect(await missing(desk.now)).toHaveLength(2);
  expect(await desk.now.refusal('item.confirmParts', { barcode })).toBe('HF-CIRC-187');
  expect(await desk.now.refusal('item.confirmParts', { barcode: 'barcode-X0' })).toBe('HF-CIRC-187');
  expect(await desk.now.refusal('item.confirmParts', { barcode: 'barcode-nobody-knows' })).toBe('HF-CIRC-003');
});
