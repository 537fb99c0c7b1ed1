// How soon a patron may have the same again.

import { MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { reusableFrom, type LastReturn } from '../../../../../shared/rules/judge/reusable-from.ts';

const returned = (itemId: string, kind: string | null, at: number): LastReturn => ({ itemId, kind, at });
const laptop = { itemId: 'laptop-1', kind: 'laptop' };

test('the same item may be had again once it has rested since its last return', () => {
  const terms = { cooldownMinutes: 20, of: 'item' as const };
  const returns = [
    returned('laptop-1', 'laptop', 5),
    returned('laptop-1', 'laptop', 9),
    returned('laptop-2', 'laptop', 99),
  ];
  expect(reusableFrom(terms, laptop, returns)).toBe(9 + 20 * MINUTE_MS);
  expect(reusableFrom(terms, laptop, [returned('laptop-2', 'laptop', 99)])).toBeNull();
});

test('another item of the kind counts where the library says so, and one without a kind is like no other', () => {
  const terms = { cooldownMinutes: 20, of: 'kind' as const };
  expect(reusableFrom(terms, laptop, [returned('laptop-2', 'laptop', 99)])).toBe(99 + 20 * MINUTE_MS);
  expect(reusableFrom(terms, { itemId: 'a', kind: null }, [returned('b', null, 99)])).toBeNull();
});

test('without a wait it may be had at once', () => {
  expect(reusableFrom({ cooldownMinutes: 0, of: 'item' }, laptop, [returned('laptop-1', 'laptop', 5)])).toBeNull();
});
