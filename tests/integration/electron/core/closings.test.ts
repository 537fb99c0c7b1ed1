// An emergency closing as desks see it: dates move by themselves, those of acts that the server has not confirmed too, and end alike. [I12] [I24]

import { branchId } from '../../../../shared/core/ids.ts';
import { DAY_MS, formatInstant } from '../../../../shared/core/instant.ts';
import { required } from '../../../../shared/core/assert.ts';
import { serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'desk'));

const lend = async (patron: string, item: string) => {
  const { dueAt } = await desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
  return Date.parse(required(dueAt, () => 'it was not lent'));
};
const dueText = async (item: string) => (await desk.now.ask('item.view', { barcode: `barcode-${item}` })).dueText;
/** Closes the day at whose last second something is due. */
const closeDayOf = (dueAt: number) =>
  world().writer.closeBranch({
    branch: 'main',
    from: dueAt + 1_000 - DAY_MS,
    to: dueAt + 1_000,
    reason: 'snow',
  });

test('moves what was lent, and what was lent without a line, alike here and at the server', async () => {
  const dueAt = await lend('P0', 'X0');
  await desk.now.settled();
  world().line.refuse('/v1/commands');
  await lend('P1', 'X1');
  const before = [await dueText('X0'), await dueText('X1')];
  expect((await closeDayOf(dueAt)).moved).toBe(1);
  await until('both dates are others', async () => {
    return (await dueText('X0')) !== before[0] && (await dueText('X1')) !== before[1];
  });
  const moved = [await dueText('X0'), await dueText('X1')];
  world().line.mend();
  await desk.now.settled();
  expect([await dueText('X0'), await dueText('X1')]).toEqual(moved);
  const loans = (await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'X0' || itemId === 'X1');
  expect(loans).toHaveLength(2);
  for (const loan of loans) expect(loan.dueAt).toBeGreaterThan(dueAt);
});

test('loans made from then on are due outside of it', async () => {
  const [loan] = (await serverRows(world(), 'loan')).filter(({ itemId }) => itemId === 'X0');
  expect(await lend('P2', 'X2')).toBeGreaterThanOrEqual(loan?.dueAt ?? Infinity);
});

test('made here without a line, moves a date into the days that lists ask for', async () => {
  await signIn(desk.now, 'supervisor');
  // Lent by another time, so that nothing of this desk is pending on it.
  const dueAt = await lend('P3', 'X3');
  await desk.now.settled();
  world().line.cut();
  const day = (at: number): string => new Date(at - DAY_MS / 2).toISOString().slice(0, 10);
  const ask = (from: string) => ({
    which: { group: null, location: null, kind: null, from, to: from },
    move: { to: 'days' as const, days: 1 },
    mayShorten: false,
  });
  const listed = async (from: string) => {
    const { list } = await desk.now.ask('due.preview', ask(from));
    return list.rows.some(({ names }) => names['barcode'] === 'barcode-X3');
  };
  expect(await listed(day(dueAt))).toBe(true);
  await desk.now.ask('branch.close', {
    branch: branchId('main'),
    from: formatInstant(dueAt + 1_000 - DAY_MS),
    to: formatInstant(dueAt + 1_000),
    reason: 'snow',
  });
  const days = [0, 1, 2, 3, 4, 5, 6].map((after) => day(dueAt + after * DAY_MS));
  const found = await Promise.all(days.map((from) => listed(from)));
  expect(found[0]).toBe(false);
  expect(found.filter(Boolean)).toHaveLength(1);
  world().line.mend();
  await desk.now.settled();
});
