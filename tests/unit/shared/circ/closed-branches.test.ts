// The span of an emergency closing, and the loans and holds in it.

import { branchAndBelow, metByClosing } from '../../../../shared/circ/closed-branches.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../../shared/core/instant.ts';
import { branchCalendars } from '../../../../shared/rules/branch-calendars.ts';
import { closedRules } from '../../../../shared/rules/closed-window.ts';
import { testRules } from '../../../contract/server/support/test-library.ts';

const monday = Date.UTC(2026, 0, 5);
const hour = (hours: number): number => monday + hours * HOUR_MS;

test('a branch is closed with all below it, however the branches are ordered', () => {
  const node = (id: string, parent: string | null) => ({
    id: branchId(id),
    parent: parent === null ? null : branchId(parent),
  });
  const tree = [node('stacks', 'annex'), node('annex', 'main'), node('main', null), node('east', null)];
  expect(branchAndBelow(tree, branchId('main'))).toEqual(['main', 'annex', 'stacks']);
  expect(branchAndBelow(tree.toReversed(), branchId('main'))).toEqual(['main', 'annex', 'stacks']);
});

describe('dates in a closing that lasts to midnight', () => {
  const days = (close: string) => {
    const hours = [{ open: '08:00', close }];
    return { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours };
  };
  const branch = (id: string, close: string) => ({
    id: branchId(id),
    parent: null,
    calendar: { zone: 'UTC', weekly: days(close), yearly: [], closures: [], exceptions: [] },
  });
  const rules = testRules('nights', { branches: [branch('main', '02:00'), branch('east', '22:00')] });
  const window = { branches: ['main', 'east'], from: hour(12), to: hour(24), reason: 'Storm' };
  const met = metByClosing(window, branchCalendars(closedRules(rules, window)));

  test('are met through the night of each branch', () => {
    const due = (at: string, dueAt: number) => met.isDue({ branch: at, dueAt, state: 'open' });
    expect([11, 12, 23, 25, 26].map((hours) => due('main', hour(hours)))).toEqual([false, true, true, true, false]);
    expect([11, 12, 23, 25, 26].map((hours) => due('east', hour(hours)))).toEqual([false, true, true, false, false]);
    expect(met.before).toBe(hour(26));
  });

  test('are those of loans that are out or lost, and of copies on the shelf, at the branches that are closed', () => {
    const due = (state: string, at: string | null) => met.isDue({ branch: at, dueAt: hour(13), state });
    expect([due('open', 'main'), due('lost', 'main')]).toEqual([true, true]);
    expect([due('returned', 'main'), due('open', 'west'), due('open', null)]).toEqual([false, false, false]);
    const ends = (state: string, endsAt: number | null) => met.endsWaiting({ pickup: 'main', state, endsAt });
    expect(ends('captured', hour(25))).toBe(true);
    expect([ends('waiting', hour(25)), ends('captured', null), ends('captured', hour(26))]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
