// The loans and holds in an emergency closing are counted alike at a desk and at the server, with the night that it
// closes too.

import { countClosing } from '../../../../server/library/close-branch.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { formatInstant, HOUR_MS } from '../../../../shared/core/instant.ts';
import { at, day, testRules } from '../../../contract/server/support/test-library.ts';
import { duration, rule } from '../../../support/small-library.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';

const nights = [{ open: '08:00', close: '02:00' }];
const weekly = { mon: nights, tue: nights, wed: nights, thu: nights, fri: nights, sat: nights, sun: nights };
const calendar = { zone: 'UTC', weekly, yearly: [], closures: [], exceptions: [] };
const world = sharedWorld({
  at: at(21, 30),
  items: 3,
  patrons: 3,
  fill: (writer) =>
    writer.activateRuleSet(
      testRules('nights', {
        branches: ['main', 'east'].map((id) => ({ id: branchId(id), parent: null, calendar })),
        rules: [
          rule('rule-hours', {
            name: 'Hours',
            position: 1,
            criteria: {},
            gives: { circulates: true, duration: duration({ n: 4, unit: 'hours' }), renewals: 0 },
          }),
        ],
      }),
      day,
    ),
});
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

test('of a branch that is open past midnight', async () => {
  const { dueAt } = await desk.now.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X0' });
  // In the night of that day.
  expect(dueAt?.slice(0, 16)).toBe('2026-01-06T01:30');
  await desk.now.settled();
  const window = { branch: 'main', from: day, to: day + 24 * HOUR_MS };
  const asked = { ...window, from: formatInstant(window.from), to: formatInstant(window.to) };
  const here = await desk.now.ask('branch.lookAtClosing', asked);
  const closing = { ...window, reason: 'Storm' };
  const there = await world().served.store.read((tx) => countClosing(tx, closing, world().clock.now()));
  expect(here).toMatchObject({ loans: 1, moves: 1, shelf: 0 });
  expect(there).toMatchObject({ due: here.loans, shelf: here.shelf });
  expect(await world().writer.closeBranch(closing)).toEqual({ ...there, moved: here.moves });
});
