// Closed days of branches, as fines count them.

import { branchCalendars, closedDaysOf } from '../../../../shared/rules/branch-calendars.ts';
import { overdueFine } from '../../../../shared/rules/overdue-fine.ts';
import { inNewYork, ruleSet } from '../../../support/small-library.ts';

describe('closed days of a branch', () => {
  const sunday = inNewYork('2022-06-12T23:59:59');

  test('come from its calendar', () => {
    expect(closedDaysOf(branchCalendars(ruleSet()), 'main')(sunday)).toBe(true);
  });

  test('are none where there is no calendar or no branch', () => {
    const timesOf = branchCalendars(ruleSet({}, null));
    expect(closedDaysOf(timesOf, 'main')(sunday)).toBe(false);
    expect(closedDaysOf(timesOf, 'elsewhere')(sunday)).toBe(false);
    expect(closedDaysOf(timesOf, null)(sunday)).toBe(false);
  });

  test('are left out of a fine when its periods end on them', () => {
    const policy = {
      rateMinor: 10,
      perMs: 86_400_000,
      graceMs: 0,
      maxMinor: 0,
      closedDays: 'skip-closed-ends' as const,
    };
    const [friday, monday] = [inNewYork('2022-06-10T23:59:59'), inNewYork('2022-06-13T23:00:00')];
    const isClosed = closedDaysOf(branchCalendars(ruleSet()), 'main');
    expect(overdueFine(policy, friday, monday, isClosed)).toBe(20);
    expect(overdueFine({ ...policy, closedDays: 'count' }, friday, monday, isClosed)).toBe(30);
  });
});
