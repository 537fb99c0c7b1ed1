// Which files a day's run takes: none may be left out for good.

import { shareOf } from '../../../build/jest/share-of-day.cjs';

const long = Array.from({ length: 44 }, (_, index) => `tests/integration/electron/cli/file-${index}.test.ts`);
const middling = Array.from({ length: 80 }, (_, index) => `tests/contract/server/file-${index}.test.ts`);
const always = ['tests/unit/shared/one.test.ts', 'tests/acts/two.test.ts'];
const all = [...long, ...middling, ...always];

test('every file runs within six days, and each day most kinds of files do', () => {
  const days = [20, 21, 22, 23, 24, 25].map((day) => shareOf(all, day));
  expect(new Set(days.flat())).toEqual(new Set(all));
  for (const day of days) {
    expect(day).toEqual(expect.arrayContaining(always));
    expect(day.filter((path) => long.includes(path)).length).toBeGreaterThanOrEqual(7);
    expect(day.filter((path) => middling.includes(path)).length).toBeGreaterThanOrEqual(26);
  }
});

test('the same day takes the same files, and no day means all of them', () => {
  expect(shareOf(all, 20)).toEqual(shareOf(all.toReversed(), 20).toReversed());
  expect(shareOf(all, null)).toEqual(all);
});
