// Fiscal years on the clock of the library.

import { fiscalYear, fiscalYearOf } from '../../../../shared/core/fiscal-year.ts';

const zone = 'America/Los_Angeles';
const july = { starts: '07-01', zone };

test('a fiscal year is called after the year that it ends in, and begins where the one before ends', () => {
  const { from, to } = fiscalYear(2026, july);
  expect([from, to]).toEqual([Date.parse('2025-07-01T00:00-07:00'), Date.parse('2026-07-01T00:00-07:00')]);
  expect(fiscalYear(2027, july).from).toBe(to);
  expect(fiscalYear(2026, { starts: '01-01', zone })).toMatchObject({ from: Date.parse('2026-01-01T00:00-08:00') });
});

test('a moment falls into one fiscal year, on the clock of the library', () => {
  expect(fiscalYearOf(Date.parse('2026-06-30T23:59-07:00'), july).year).toBe(2026);
  expect(fiscalYearOf(Date.parse('2026-07-01T00:00-07:00'), july).year).toBe(2027);
  expect(fiscalYearOf(Date.parse('2026-12-31T23:59-08:00'), { starts: '01-01', zone }).year).toBe(2026);
});
