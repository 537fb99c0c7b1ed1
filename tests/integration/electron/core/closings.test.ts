// An emergency closing as desks see it: dates move by themselves, those of acts that the server has not confirmed too, and end alike. [I12] [I24]

import { DAY_MS } from '../../../../shared/core/instant.ts';
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
