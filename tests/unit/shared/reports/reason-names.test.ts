// Reasons on reports: a line stands for many cases, so it names none and has no gap where one was.

import { REASONS } from '../../../../shared/core/codes/reasons.ts';
import { nameOfReason } from '../../../../shared/reports/reason-names.ts';

test.each(Object.keys(REASONS))('%s has a name without a gap, in both languages', (code) => {
  const { en, es } = nameOfReason(code);
  for (const name of [en, es]) expect(name).toMatch(/^[^{}…]{4,}[^.]$/);
});

test('an unknown card is told without the card', () => {
  expect(nameOfReason('PATRON_UNKNOWN').en).toBe('There is no record of this patron here');
  expect(nameOfReason('ITEM_UNKNOWN').es).toBe('Ningún material tiene este código');
  expect(nameOfReason('OF_A_NEWER_VERSION').en).toBe('OF_A_NEWER_VERSION');
});
