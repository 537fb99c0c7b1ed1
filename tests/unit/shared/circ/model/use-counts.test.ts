// How often a copy was lent, by year and without names.

import { coveredUses, lentInYears, withLoans } from '../../../../../shared/circ/model/use-counts.ts';

const at = (moment: string) => Date.parse(moment);

test('loans are counted under the year in which they began, over what was counted before', () => {
  const loans = ['2024-12-31T23:59:59Z', '2025-01-01T00:00:00Z', '2026-03-01T10:00:00Z'].map((outAt) => ({
    outAt: at(outAt),
  }));
  expect(withLoans({ 2025: 4 }, loans)).toEqual({ 2024: 1, 2025: 5, 2026: 1 });
  expect(withLoans({}, [])).toEqual({});
});

test('three years are this one and the two before it', () => {
  const counts = { 2022: 7, 2023: 5, 2024: 3, 2026: 1 };
  expect(lentInYears(counts, at('2026-06-01T00:00:00Z'), 3)).toBe(4);
  expect(lentInYears(counts, at('2025-12-31T00:00:00Z'), 3)).toBe(9);
});

test('loans of the last three years, or of all years where those before the move are known', () => {
  const uses = { '2020': 5, '2025': 2, '2026': 1 };
  const now = at('2026-06-01T00:00:00Z');
  expect(coveredUses({ uses, before: null }, now, 3)).toEqual({ count: 3, since: '2024', before: 0 });
  const before = { count: 31, since: '2019' };
  expect(coveredUses({ uses, before }, now, 3)).toEqual({ count: 39, since: '2019', before: 31 });
  const always = { count: 4, since: null };
  expect(coveredUses({ uses: {}, before: always }, now, 3)).toEqual({ count: 4, since: null, before: 4 });
});
