// `branch.close`: an emergency closing from a desk, also without a line. Due dates in the window move at once on this desk, loans from then on are
// due outside of it, and the server ends alike.

import { branchId } from '../../shared/core/ids.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { dayOf, lendingAt } from '../integration/electron/core/support/due-moves.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  async fill(writer) {
    await fillVariedLibrary(writer);
    // Another branch lives by another clock than the desks.
    const id = branchId('east');
    const zone = 'America/Los_Angeles';
    await writer.putRows('branch', [{ id, name: 'East Library', parent: null, kind: 'system', system: id, zone }]);
  },
  items: 30,
  patrons: 6,
});
const desk = sharedDesk(world);
const other = sharedDesk(world);
beforeEach(async () => {
  await signIn(desk.now, 'supervisor');
  await signIn(other.now, 'supervisor');
});

const { lend, dueText } = lendingAt(desk);
const inForce = async (at = desk) => (await at.now.ask('rules.view', {})).inForce;

test('without a line: counted, closed, and everything that lies in it moves here at once and at the server alike', async () => {
  const dueAt = await lend('P0', 'X0');
  await desk.now.settled();
  await other.now.settled();
  await until('the other desk has it', async () => (await dueText('X0', other)) !== null);
  world().line.refuse('/v1/commands');
  await lend('P1', 'X1');
  const before = [await dueText('X0'), await dueText('X1')];
  const window = dayOf(dueAt);
  const { from, to } = window;
  expect((await desk.now.ask('sync.status', {})).closing).toBeNull();
  expect(await desk.now.ask('branch.lookAtClosing', window)).toMatchObject({ loans: 2, moves: 2, shelf: 0 });
  expect([await dueText('X0'), await dueText('X1')]).toEqual(before);
  await desk.now.ask('branch.close', { ...window, reason: 'Burst pipe' });
  // Confirmed by the server or not: no row of the copy is touched before the feed.
  const moved = [await dueText('X0'), await dueText('X1')];
  expect(moved.map((text, index) => text !== before[index])).toEqual([true, true]);
  expect(await inForce()).toMatchObject({ note: 'Burst pipe', closing: { branches: ['main'] } });
  expect((await desk.now.ask('sync.status', {})).closing).toEqual({ from, to, reason: 'Burst pipe' });
  const lent = await lend('P2', 'X2');
  expect(lent).toBeGreaterThan(dueAt);
  // The other desk does not have it yet, and lends into the closed day meanwhile.
  const unaware = await lend('P3', 'X3', other);
  expect(unaware).toBe(dueAt);
  world().line.mend();
  await desk.now.settled();
  await other.now.settled();
  await until('the other desk knows of it', async () => (await inForce(other))?.closing !== null);
  expect([await dueText('X0'), await dueText('X1')]).toEqual(moved);
  const loans = (await serverRows(world(), 'loan')).filter(({ itemId }) => /^X[0-3]$/.test(itemId));
  expect(loans).toHaveLength(4);
  for (const { dueAt: due } of loans) expect(due).toBe(lent);
  await until('the other desk says so', async () => (await other.now.ask('sync.status', {})).closing !== null);
  await until('the other desk sees the dates', async () => (await dueText('X3', other)) === (await dueText('X2')));
  // The rules that the desk lent by are those that the server made.
  expect((await inForce())?.version).toBe((await inForce(other))?.version);
  const { exceptions } = await desk.now.ask('exception.list', {});
  expect(exceptions.filter(({ code }) => code === 'due-differs')).toEqual([]);
});

test('when a branch opens again is told by its own clock', async () => {
  const window = { branch: 'east', from: '2026-06-10T20:00:00Z', to: '2026-06-11T15:00:00Z' };
  expect((await desk.now.ask('branch.lookAtClosing', window)).opensText).toContain('8:00 AM');
});

test('is not for people without the right, nor for a window without length or a branch that is not there', async () => {
  const window = { branch: 'main', from: '2026-07-01T00:00:00Z', to: '2026-07-02T00:00:00Z', reason: 'Heat' };
  expect(await desk.now.refusal('branch.close', { ...window, to: window.from })).toBe('HF-RULES-004');
  expect(await desk.now.refusal('branch.close', { ...window, branch: 'nowhere' })).toBe('HF-RULES-004');
  await signIn(desk.now, 'desk');
  expect(await desk.now.refusal('branch.close', window)).toBe('HF-AUTH-024');
  expect(await desk.now.refusal('branch.lookAtClosing', window)).toBe('HF-AUTH-024');
});

test('a desk that starts again with a closing that waits has it, and lets it go when the server has it', async () => {
  world().line.refuse('/v1/commands');
  const dueAt = await lend('P4', 'X4');
  await desk.now.ask('branch.close', { ...dayOf(dueAt), reason: 'No power' });
  const text = await dueText('X4');
  await desk.restart();
  await signIn(desk.now, 'supervisor');
  expect(await dueText('X4')).toBe(text);
  expect(await inForce()).toMatchObject({ note: 'No power' });
  world().line.mend();
  await desk.now.settled();
  expect(await dueText('X4')).toBe(text);
});
