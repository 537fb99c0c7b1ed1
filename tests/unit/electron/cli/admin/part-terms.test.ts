// How missing parts are settled, as options say it and as it is shown.

import { partTermsLine, partTermsOf, withPartOptions } from '../../../../../electron/cli/admin/part-terms.ts';
import { UsageError, type Run } from '../../../../../electron/cli/command.ts';
import type { DeskTerms } from '../../../../../shared/circ/model/desk-terms.ts';
import { branchId } from '../../../../../shared/core/ids.ts';

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

describe('of a branch', () => {
  const branch = (id: string, name: string, parent: string | null) =>
    ({
      id: branchId(id),
      name,
      parent: parent === null ? null : branchId(parent),
      kind: 'branch',
      system: null,
      zone: 'UTC',
    }) as const;
  const branches = [branch('sys', 'All campuses', null), branch('law', 'Law Library', 'sys')];
  const set = (values: Run['values'], desk?: DeskTerms) =>
    withPartOptions({ values } as Run, { currency: 'USD', ...(desk === undefined ? {} : { desk }) }, branches);

  test('options begin with what holds there, by the id or the name of the branch', () => {
    const desk = set({ branch: 'All campuses', 'part-bill': '14', 'part-amount': '10' }, { undoNeedsReason: true });
    expect(desk).toEqual({ undoNeedsReason: true, missingPartsOf: { sys: { billAfterDays: 14, amountMinor: 1_000 } } });
    const own = set({ branch: 'law', 'part-bill': 'at-once' }, desk);
    expect(own.missingPartsOf).toMatchObject({ law: { billAfterDays: 0, amountMinor: 1_000 } });
    expect(set({ branch: 'law', 'part-policy': 'inherited' }, own).missingPartsOf).toEqual(desk.missingPartsOf);
    expect(partTermsLine({}, 'USD', 'Law Library')).toMatch(
      /^missing parts at Law Library: the check-in ends the loan/,
    );
  });

  test('impossible terms are refused', () => {
    expect(() => set({ branch: 'law' })).toThrow(UsageError);
    expect(() => set({ branch: 'law', 'part-policy': 'mine' })).toThrow(UsageError);
    expect(() => set({ branch: 'law', 'part-policy': 'inherited', 'part-bill': '3' })).toThrow(UsageError);
    expect(() => set({ branch: 'Lww', 'part-bill': '3' })).toThrow('no such branch');
  });
});
