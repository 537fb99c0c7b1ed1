// `branch.liftClosing`: an emergency closing is taken back at a desk, also without a line: dates that it alone had moved move back at once on this desk, and
// the server ends alike.

import { DAY_MS } from '../../shared/core/instant.ts';
import { required } from '../../shared/core/assert.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { dayOf, lendingAt } from '../integration/electron/core/support/due-moves.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
const other = sharedDesk(world);
beforeEach(async () => {
  await signIn(desk.now, 'supervisor');
  await signIn(other.now, 'supervisor');
});

const { lend, dueText } = lendingAt(desk);
const closings = async (at = desk) => (await at.now.ask('rules.view', {})).closings;
const closingCalled = async (reason: string, at = desk) =>
  required(
    (await closings(at)).find((one) => one.reason === reason),
    () => 'it is not closed',
  ).id;

test('without a line: counted, taken back, and what the server had moved moves back here at once and there alike', async () => {
  const dueAt = await lend('P0', 'X0');
  const before = await dueText('X0');
  await desk.now.ask('branch.close', { ...dayOf(dueAt), reason: 'Burst pipe' });
  await desk.now.settled();
  await until('it is no act of this desk any more', async () => (await dueText('X0')) !== before);
  world().line.refuse('/v1/commands');
  // The patron got the later date: it stays.
  const told = await lend('P1', 'X1');
  expect(told).toBeGreaterThan(dueAt);
  const closing = await closingCalled('Burst pipe');
  expect(await desk.now.ask('branch.lookAtLift', { closing })).toMatchObject({ loans: 1, shelf: 0 });
  expect(await dueText('X0')).not.toBe(before);
  await desk.now.ask('branch.liftClosing', { closing });
  expect(await dueText('X0')).toBe(before);
  expect(await closings()).toEqual([]);
  expect(await lend('P2', 'X2')).toBe(dueAt);
  // Found where lists look for the day.
  const day = new Date(dueAt - DAY_MS / 2).toISOString().slice(0, 10);
  const { list } = await desk.now.ask('due.preview', {
    which: { group: null, location: null, kind: null, from: day, to: day },
    move: { to: 'days', days: 1 },
    mayShorten: false,
  });
  expect(new Set(list.rows.map(({ names }) => names['barcode']))).toEqual(new Set(['barcode-X0', 'barcode-X2']));
  world().line.mend();
  await desk.now.settled();
  await until('the other desk has it', async () => (await dueText('X0', other)) === before);
  const loans = (await serverRows(world(), 'loan')).filter(({ itemId }) => /^X[0-2]$/.test(itemId));
  expect(new Map(loans.map((loan) => [String(loan.itemId), loan.dueAt]))).toEqual(
    new Map([
      ['X0', dueAt],
      ['X1', told],
      ['X2', dueAt],
    ]),
  );
  // The rules that the desk lent by are those that the server made.
  const versions = [desk, other].map(async (at) => (await at.now.ask('rules.view', {})).version);
  const [here, there] = await Promise.all(versions);
  expect(here).toBe(there);
  const { exceptions } = await desk.now.ask('exception.list', {});
  expect(exceptions.filter(({ code }) => code === 'due-differs')).toEqual([]);
});

test('of a closing that waits itself, and after the desk starts again', async () => {
  world().line.refuse('/v1/commands');
  const dueAt = await lend('P3', 'X3');
  const before = await dueText('X3');
  await desk.now.ask('branch.close', { ...dayOf(dueAt), reason: 'No power' });
  expect(await dueText('X3')).not.toBe(before);
  await desk.now.ask('branch.liftClosing', { closing: await closingCalled('No power') });
  expect(await dueText('X3')).toBe(before);
  await desk.restart();
  await signIn(desk.now, 'supervisor');
  expect(await dueText('X3')).toBe(before);
  expect(await closings()).toEqual([]);
  world().line.mend();
  await desk.now.settled();
  expect(await dueText('X3')).toBe(before);
});

test('hours that are edited meanwhile neither keep the closing nor open the branch', async () => {
  const view = await desk.now.ask('rules.view', {});
  const dueAt = await lend('P4', 'X4');
  await desk.now.ask('branch.close', { ...dayOf(dueAt), reason: 'Strike' });
  const closed = await desk.now.ask('rules.view', {});
  expect(closed.closings).toMatchObject([{ reason: 'Strike' }]);
  // The hours that are shown and edited are those of ordinary days.
  expect(closed.calendars).toEqual(view.calendars);
  expect(closed.version).not.toBe(view.version);
  await desk.now.ask('branch.liftClosing', { closing: await closingCalled('Strike') });
  await desk.now.settled();
});

test('is not for people without the right, nor for a closing that is over or not there', async () => {
  const closing = 'none';
  expect(await desk.now.refusal('branch.liftClosing', { closing })).toBe('HF-RULES-030');
  expect(await desk.now.refusal('branch.lookAtLift', { closing })).toBe('HF-RULES-030');
  await signIn(desk.now, 'desk');
  expect(await desk.now.refusal('branch.liftClosing', { closing })).toBe('HF-AUTH-024');
  expect(await desk.now.refusal('branch.lookAtLift', { closing })).toBe('HF-AUTH-024');
});
