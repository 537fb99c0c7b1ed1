// Limits on loans: the count of each, and that ordinary loans and those for use in the building are kept apart.

import { countItemLimit } from '../../../../../shared/rules/limits/item-limit.ts';
import { isUnderPressure, pressurePeriod } from '../../../../../shared/rules/limits/hold-pressure.ts';
import { countLimitSets } from '../../../../../shared/rules/limits/limit-sets.ts';
import {
  outUnder,
  reachedLoanLimit,
  type AskedLoan,
  type LimitRow,
  type LimitedLoan,
} from '../../../../../shared/rules/limits/loan-limit.ts';
import { countOfGroup } from '../../../../../shared/rules/limits/thresholds.ts';
import { branchId } from '../../../../../shared/core/ids.ts';
import { days } from '../../../../support/small-library.ts';

const home: AskedLoan = { isOnsite: false, isSwitch: false, onsiteCountsAsNormal: false };
const reached = (
  max: number | null,
  maxOnsite: number | null,
  [loans, onsite]: [number, number],
  asked: Partial<AskedLoan> = {},
) => reachedLoanLimit([{ limit: { max, maxOnsite }, out: { loans, onsite } }], { ...home, ...asked });

describe('a limit on loans', () => {
  test('is reached by as many loans as it allows', () => {
    expect(reached(2, null, [1, 0])).toBeNull();
    expect(reached(2, null, [2, 0])).toEqual({ kind: 'loans', max: 2, count: 2 });
  });

  test('of zero allows nothing, one that is not set allows anything, and no rule at all allows nothing', () => {
    expect(reached(0, null, [0, 0])).toEqual({ kind: 'loans', max: 0, count: 0 });
    expect(reached(null, null, [999, 999])).toBeNull();
    expect(reachedLoanLimit([], home)).toEqual({ kind: 'no-rule', max: 0, count: 0 });
  });

  test('counts loans for use in the building apart, unless they use up the ordinary limit too', () => {
    expect(reached(1, 1, [0, 1])).toBeNull();
    expect(reached(1, 1, [0, 1], { onsiteCountsAsNormal: true })).toEqual({ kind: 'loans', max: 1, count: 1 });
    expect(reached(1, 2, [1, 1], { isOnsite: true })).toBeNull();
    expect(reached(1, 2, [1, 1], { isOnsite: true, onsiteCountsAsNormal: true })?.kind).toBe('loans');
    expect(reached(9, 1, [0, 1], { isOnsite: true })).toEqual({ kind: 'onsite', max: 1, count: 1 });
  });

  test('allows one more where an item in use here is taken home', () => {
    const counted = { onsiteCountsAsNormal: true };
    expect(reached(1, 5, [0, 1], counted)?.kind).toBe('loans');
    expect(reached(1, 5, [0, 1], { ...counted, isSwitch: true })).toBeNull();
    expect(reached(1, 5, [1, 1], { ...counted, isSwitch: true })?.kind).toBe('loans');
  });

  test('is asked in turn: the first that is reached is told', () => {
    const limit = (max: number) => ({ limit: { max, maxOnsite: null }, out: { loans: 3, onsite: 0 } });
    expect(reachedLoanLimit([limit(4), limit(3), limit(1)], home)?.max).toBe(3);
  });
});

describe('the count of a row of limits', () => {
  const row = (over: Partial<LimitRow>): LimitRow => ({
    branch: null,
    itemType: null,
    typesBelow: [],
    typesWithRows: [],
    notCounted: [],
    ...over,
  });
  const loan = (itemType: string, over: Partial<LimitedLoan> = {}): LimitedLoan => ({
    branch: 'main',
    itemType,
    isOnsite: false,
    state: 'out',
    ...over,
  });
  const loans = [loan('book'), loan('novel'), loan('dvd', { branch: 'annex' }), loan('book', { isOnsite: true })];

  test('loans of its library and its type, with the types below it', () => {
    expect(outUnder(row({ branch: 'main' }), loans)).toEqual({ loans: 2, onsite: 1 });
    expect(outUnder(row({ itemType: 'book' }), loans)).toEqual({ loans: 1, onsite: 1 });
    expect(outUnder(row({ itemType: 'book', typesBelow: ['novel'] }), loans)).toEqual({ loans: 2, onsite: 1 });
  });

  test('a row for all types leaves out those that have their own', () => {
    expect(outUnder(row({ typesWithRows: ['book'] }), loans)).toEqual({ loans: 2, onsite: 0 });
  });

  test('leaves out what its library does not count', () => {
    const claimed = [loan('book'), loan('book', { state: 'claimed' }), loan('book', { state: 'lost' })];
    expect(outUnder(row({ notCounted: ['claimed'] }), claimed).loans).toBe(2);
    expect(outUnder(row({}), claimed).loans).toBe(3);
  });
});

describe('an item limit', () => {
  const item = { materialType: 'book', loanType: 'reserve' };
  const out = (materialType: string, loanType: string, isClaimed = false) => ({ materialType, loanType, isClaimed });
  const count = (materialType: boolean, loanType: boolean, patronGroup = false) =>
    countItemLimit({ materialType, loanType, patronGroup }, 1, {
      item,
      loans: [out('book', 'day'), out('dvd', 'reserve'), out('book', 'reserve', true)],
    });

  test('counts by what the rule asks about, and not what was claimed', () => {
    expect(count(true, false)).toEqual({ code: 'LIMIT_MATERIAL_TYPE', max: 1, count: 1, isReached: true });
    expect(count(false, true)?.count).toBe(1);
    expect(count(true, true)).toMatchObject({ count: 0, isReached: false });
  });

  test('counts nothing where the rule asks for neither material nor loan type', () => {
    expect(count(false, false, true)).toBeNull();
    expect(
      countItemLimit({ materialType: true, loanType: true, patronGroup: false }, null, { item, loans: [] }),
    ).toBeNull();
  });

  test.each([
    [true, false, true, 'LIMIT_PATRON_GROUP_MATERIAL_TYPE'],
    [false, true, true, 'LIMIT_PATRON_GROUP_LOAN_TYPE'],
    [true, true, true, 'LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE'],
    [false, true, false, 'LIMIT_LOAN_TYPE'],
    [true, true, false, 'LIMIT_MATERIAL_AND_LOAN_TYPE'],
  ])('is named by what it counts: material %s, loan type %s, group %s', (material, loan, group, code) => {
    expect(count(material, loan, group)?.code).toBe(code);
  });
});

describe('limit sets', () => {
  test('count loans that rules put into one of their groups', () => {
    const limitSet = {
      id: '1',
      name: 'Course readings',
      branch: branchId('main'),
      limit: 1,
      kinds: [],
      locations: [],
      limitGroups: ['readings'],
      global: true,
    };
    const placed = (limitGroup: string | null) => ({ kind: null, location: null, limitGroup });
    const loan = (limitGroup: string | null) => ({
      state: 'open' as const,
      dueAt: 0,
      branch: null,
      ...placed(limitGroup),
    });
    const rules = { branches: [{ id: branchId('main'), parent: null, calendar: null }], limitSets: [limitSet] };
    const counts = (group: string | null, loans: (string | null)[]) =>
      countLimitSets({ rules, deskBranch: 'main', loans: loans.map(loan) }, placed(group)).map(({ count }) => count);
    expect(counts('readings', ['readings', 'others', null])).toEqual([1]);
    expect(counts(null, ['readings'])).toEqual([]);
  });
});

describe('hold pressure', () => {
  const shorter = (holds: number, above: 'nothing' | 'copies') => ({
    shorter: { threshold: { holds, above }, period: days(3) },
    leastCopiesPerHold: null,
    leastAvailablePerHold: null,
  });

  test('shortens loans from a number of holds on, or from a number above that of the copies', () => {
    const wanted = { ofOthers: 4, holds: 9, copies: 2, available: 0 };
    expect(pressurePeriod(shorter(4, 'nothing'), wanted)).toEqual(days(3));
    expect(pressurePeriod(shorter(5, 'nothing'), wanted)).toBeNull();
    expect(pressurePeriod(shorter(2, 'copies'), wanted)).toEqual(days(3));
    expect(pressurePeriod(shorter(3, 'copies'), wanted)).toBeNull();
    expect(pressurePeriod(shorter(0, 'nothing'), { ...wanted, ofOthers: 0 })).toBeNull();
  });

  test('is too high where copies are fewer for each hold than the policy wants', () => {
    const ratio = { shorter: null, leastCopiesPerHold: 0.5, leastAvailablePerHold: null };
    const of = (holds: number, copies: number) => ({ ofOthers: 0, holds, copies, available: 0 });
    expect(isUnderPressure(ratio, of(4, 2))).toBe(false);
    expect(isUnderPressure(ratio, of(5, 2))).toBe(true);
    expect(isUnderPressure({ ...ratio, leastAvailablePerHold: 1 }, of(1, 2))).toBe(true);
    expect(isUnderPressure(ratio, of(0, 0))).toBe(false);
  });
});

test('a group is counted together', () => {
  expect(countOfGroup([])).toBe(0);
  expect(countOfGroup([4, 6, 1])).toBe(11);
});
