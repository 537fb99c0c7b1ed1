// How missing parts are settled, as options say it and as it is shown.

import { partTermsLine, partTermsOf } from '../../../../../electron/cli/admin/part-terms.ts';
import { UsageError, type Run } from '../../../../../electron/cli/command.ts';

const termsOf = (values: Run['values']) => partTermsOf({ values } as Run, 'USD');

test('options set terms, each by itself, and take them back', () => {
  expect(termsOf({})).toEqual({});
  const all = { 'part-clock': 'runs', 'part-bill': '14', 'part-amount': '12.50', 'part-bill-stays': 'yes' };
  const terms = termsOf(all);
  expect(terms).toEqual({ clockRuns: true, billAfterDays: 14, amountMinor: 1_250, keepsBill: true });
  expect(partTermsLine(terms, 'USD')).toBe(
    'missing parts: the loan goes on; each part is billed 12.50 after 14 days; a bill stays when the part is back',
  );
  expect(termsOf({ 'part-bill': 'at-once' })).toEqual({ billAfterDays: 0 });
  const back = termsOf({
    'part-clock': 'stops',
    'part-bill': 'inspected',
    'part-amount': 'none',
    'part-bill-stays': 'no',
  });
  expect({ ...terms, ...back }).toEqual({});
});

test.each([
  [{ 'part-clock': 'slow' }, 'stops or runs'],
  [{ 'part-bill': 'soon' }, 'days from 1 to 365'],
  [{ 'part-bill': '' }, 'days from 1 to 365'],
  [{ 'part-amount': '0' }, 'an amount'],
])('%j is wrong usage', (values, hint) => {
  expect(() => termsOf(values)).toThrow(UsageError);
  expect(() => termsOf(values)).toThrow(hint);
});
