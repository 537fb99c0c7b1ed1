// Codes of the demo library: valid, distinct, and of no real person.

import { campusCard, demoBarcode, demoCard, demoIsbn } from '../../../../server/demo/demo-codes.ts';
import { isEan13Valid, isLuhnValid } from '../../../../shared/core/check-digits.ts';

const indexes = [...Array.from({ length: 3_000 }, (_, index) => index), 1_999_999, 499_999, 90_000_037];

describe('codes of the demo library', () => {
  test('end in their check digit and have the length of their kind', () => {
    for (const index of indexes) {
      expect(isLuhnValid(demoCard(index)) && demoCard(index)).toMatch(/^29406\d{9}$/);
      expect(isLuhnValid(demoBarcode(index)) && demoBarcode(index)).toMatch(/^39406\d{9}$/);
      expect(isEan13Valid(demoIsbn(index)) && demoIsbn(index)).toMatch(/^9799\d{9}$/);
      expect(campusCard(index)).toMatch(/^4\d{7}$/);
    }
  });

  test('are not given twice', () => {
    for (const code of [demoCard, demoBarcode, demoIsbn]) {
      expect(new Set(indexes.map(code)).size).toBe(indexes.length);
    }
    const people = indexes.filter((index) => index < 500_000);
    expect(new Set(people.map(campusCard)).size).toBe(people.length);
  });
});
