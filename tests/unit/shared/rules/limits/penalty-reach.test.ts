// Where blocks of an account count, and which limits of a policy are asked.

import { distanceBetween, reachesDesk } from '../../../../../shared/rules/limits/penalty-reach.ts';
import { loanLimitsOf } from '../../../../../shared/rules/limits/loan-limits-of.ts';
import type { LimitTerms } from '../../../../../shared/rules/model/policy/limits.ts';
import { treeOf } from '../../../../../shared/rules/tree.ts';

const branches = treeOf([
  { id: 'all', parent: null },
  { id: 'north', parent: 'all' },
  { id: 'main', parent: 'north' },
  { id: 'annex', parent: 'north' },
  { id: 'east', parent: 'all' },
]);

describe('a block on an account', () => {
  const reaches = (at: string, desk: string, ignoredWithin: number | null = null, patronHome: string | null = 'main') =>
    reachesDesk(branches, { at, ignoredWithin }, { desk, patronHome });

  test('counts where it was set and below, nowhere else', () => {
    expect(reaches('north', 'main')).toBe(true);
    expect(reaches('main', 'main')).toBe(true);
    expect(reaches('main', 'annex')).toBe(false);
    expect(reaches('main', 'north')).toBe(false);
    expect(reaches('east', 'main')).toBe(false);
  });

  test('is ignored near the home of the patron where its library says so', () => {
    expect(reaches('all', 'main', 0)).toBe(false);
    expect(reaches('all', 'annex', 1)).toBe(true);
    expect(reaches('all', 'annex', 2)).toBe(false);
    expect(reaches('all', 'east', 2)).toBe(true);
    expect(reaches('all', 'main', 0, null)).toBe(true);
  });

  test('is never near a home that the tree does not know', () => {
    expect(distanceBetween(branches, 'main', 'elsewhere')).toBeNull();
    expect(reaches('all', 'main', 9, 'elsewhere')).toBe(true);
  });
});

describe('the limits of a policy', () => {
  const limit = (max: number) => ({ max, maxOnsite: null });
  const out = (loans: number) => ({ loans, onsite: 0 });
  const terms: LimitTerms = {
    perRule: limit(1),
    perParentType: limit(2),
    total: limit(3),
    onsiteCountsAsNormal: false,
    firstTime: 4,
    notCounted: [],
    mayOverride: true,
  };
  const counts = { perRule: out(1), perParentType: out(2), total: out(3) };
  const asked = (over: Partial<LimitTerms>, isFirstLoan = false) =>
    loanLimitsOf({ ...terms, ...over }, counts, isFirstLoan).map((one) => [one.limit.max, one.out.loans]);

  test('are asked from the item type above to the total', () => {
    expect(asked({})).toEqual([
      [2, 2],
      [1, 1],
      [3, 3],
    ]);
    expect(asked({ perRule: null, perParentType: null })).toEqual([[3, 3]]);
    expect(asked({ perRule: null, perParentType: null, total: null })).toEqual([]);
  });

  test('have another total for a first loan where the policy names one', () => {
    expect(asked({ perRule: null, perParentType: null }, true)).toEqual([[4, 3]]);
    expect(asked({ perRule: null, perParentType: null, firstTime: null }, true)).toEqual([[3, 3]]);
    expect(asked({ perRule: null, perParentType: null, total: null }, true)).toEqual([[4, 3]]);
  });
});
