// Thresholds of groups and caps on kinds of items: the one that applies at each place, and its count.

import { branchId, locationId } from '../../../../../shared/core/ids.ts';
import type { CountedLoan } from '../../../../../shared/rules/limits/counted-loan.ts';
import { countLimitSets } from '../../../../../shared/rules/limits/limit-sets.ts';
import { countThresholds, type LimitQuestion } from '../../../../../shared/rules/limits/thresholds.ts';
import type { LimitSet, WeightedRuleSet, Threshold } from '../../../../../shared/rules/model/rule-set.ts';
import { MONDAY, ruleSet } from '../../../../support/small-library.ts';

const threshold = (group: string, branch: string, counts: Threshold['counts'], limit: number): Threshold => ({
  group,
  branch: branchId(branch),
  counts,
  limit,
  blocks: ['CIRC'],
});

const lent = (over: Partial<CountedLoan> = {}): CountedLoan => ({
  state: 'open',
  dueAt: MONDAY + 1,
  branch: 'main',
  kind: null,
  location: null,
  ...over,
});

const ask = (rules: Partial<WeightedRuleSet>, over: Partial<LimitQuestion> = {}): LimitQuestion => ({
  rules: ruleSet(rules),
  group: 'students',
  deskBranch: 'main',
  loans: [],
  owedMinor: 0,
  now: MONDAY,
  ...over,
});

describe('thresholds', () => {
  const out = (group: string, branch: string, limit: number) => threshold(group, branch, 'items-out', limit);
  const limitOf = (thresholds: Threshold[], over: Partial<LimitQuestion> = {}) =>
    countThresholds(ask({ thresholds }, over)).map(({ limit }) => limit);

  test('come from the nearest group up the tree', () => {
    const thresholds = [out('everybody', 'all', 10), out('students', 'all', 5)];
    expect(limitOf(thresholds)).toEqual([5]);
    expect(limitOf(thresholds, { group: 'seniors' })).toEqual([5]);
    expect(limitOf(thresholds, { group: 'everybody' })).toEqual([10]);
  });

  test('come from the nearest branch that covers the desk', () => {
    const thresholds = [out('students', 'all', 5), out('everybody', 'north', 20), out('students', 'south', 1)];
    expect(limitOf(thresholds)).toEqual([20]);
    expect(limitOf(thresholds, { deskBranch: 'east' })).toEqual([1]);
  });

  test('count open loans, overdue ones, lost ones and money apart', () => {
    const all = (['items-out', 'overdues', 'lost', 'fines'] as const).map((counts) =>
      threshold('everybody', 'all', counts, 2),
    );
    const loans = [lent(), lent({ dueAt: MONDAY - 1 }), lent({ state: 'lost', dueAt: 0 })];
    const counted = countThresholds(ask({ thresholds: all }, { loans, owedMinor: 250 }));
    expect(counted.map(({ counts, count, isReached }) => [counts, count, isReached])).toEqual([
      ['items-out', 2, true],
      ['overdues', 1, false],
      ['lost', 1, false],
      ['fines', 250, true],
    ]);
  });

  test('count the loans of branches above and below theirs, and those whose branch is not known', () => {
    const thresholds = [out('everybody', 'north', 9)];
    const loans = ['main', 'annex', 'all', 'east', null].map((branch) => lent({ branch }));
    expect(countThresholds(ask({ thresholds }, { loans }))).toMatchObject([{ count: 4 }]);
  });

  test('of 0 forbid loans but do not block those who owe nothing', () => {
    const none = [out('everybody', 'all', 0), threshold('everybody', 'all', 'fines', 0)];
    expect(countThresholds(ask({ thresholds: none }))).toMatchObject([{ isReached: true }, { isReached: false }]);
  });
});

describe('limit sets', () => {
  const dvds: LimitSet = {
    id: '1',
    name: 'Films',
    branch: branchId('north'),
    limit: 2,
    kinds: ['dvd'],
    locations: [locationId('films')],
    global: false,
  };
  const count = (limitSet: Partial<LimitSet>, loans: CountedLoan[], over: Partial<LimitQuestion> = {}) =>
    countLimitSets(ask({ limitSets: [{ ...dvds, ...limitSet }] }, { loans, ...over }), {
      kind: 'dvd',
      location: null,
    }).map((one) => [one.count, one.isReached]);

  test('count what is out of their kinds and locations, at and below their branch', () => {
    const loans = [lent({ kind: 'dvd' }), lent({ location: 'films', branch: 'annex' }), lent({ kind: 'book' })];
    expect(count({}, loans)).toEqual([[2, true]]);
    expect(count({}, [lent({ kind: 'dvd', branch: 'all' })])).toEqual([[0, false]]);
    expect(count({ global: true }, [lent({ kind: 'dvd', branch: 'east' })])).toEqual([[1, false]]);
    expect(count({}, [lent({ kind: 'dvd', state: 'lost' })])).toEqual([[0, false]]);
  });

  test('apply at and below their branch, to items of their own, and only with a number', () => {
    expect(count({}, [], { deskBranch: 'east' })).toEqual([]);
    expect(count({ kinds: ['map'] }, [])).toEqual([]);
    expect(count({ kinds: [], locations: [] }, [])).toEqual([]);
    expect(count({ limit: 0 }, [])).toEqual([]);
  });

  test('that name rules apply to items of any kind that are lent by one, and by one that fills gaps where they say so', () => {
    const rules = [
      { rule: '7', fallsThrough: false },
      { rule: '8', fallsThrough: true },
    ];
    const by = (ruleIds: readonly string[]) =>
      countLimitSets(
        { ...ask({ limitSets: [{ ...dvds, rules }] }, { loans: [lent({ kind: 'dvd' })] }), ruleIds },
        { kind: 'book', location: null },
      ).map(({ count: out }) => out);
    expect([by(['7', '1']), by(['1', '8']), by(['8'])]).toEqual([[1], [1], [1]]);
    expect([by(['1', '7']), by(['1']), by([])]).toEqual([[], [], []]);
  });
});
