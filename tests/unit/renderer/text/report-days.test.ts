// The days of a report, on the calendar of the branch.

import { daysOf, periodOf } from '../../../../renderer/text/report-days.ts';

const terms = { zone: 'America/Los_Angeles', dayBeginsAt: 0, fiscalYearStarts: '07-01' };
const byNight = { ...terms, dayBeginsAt: 4 };
// 11:30 PM of Saturday, October 31: in UTC it is November already.
const now = Date.parse('2026-11-01T06:30:00Z');

test.each([
  ['today', '2026-10-31', '2026-10-31'],
  ['yesterday', '2026-10-30', '2026-10-30'],
  ['week', '2026-10-25', '2026-10-31'],
  ['month', '2026-10-01', '2026-10-31'],
  ['last-month', '2026-09-01', '2026-09-30'],
  ['year', '2025-11-01', '2026-10-31'],
  ['fiscal-year', '2026-07-01', '2026-10-31'],
  ['last-fiscal-year', '2025-07-01', '2026-06-30'],
  ['other', '2026-10-31', '2026-10-31'],
] as const)('%s is from %s to %s', (period, first, last) => {
  expect(daysOf(period, now, terms)).toEqual({ first, last });
});

test('a day goes to its end, also one of 25 hours', () => {
  expect(periodOf({ first: '2026-11-01', last: '2026-11-01' }, terms)).toEqual({
    from: '2026-11-01T07:00:00Z',
    to: '2026-11-02T08:00:00Z',
  });
});

test('days that are none, or the wrong way round, are no time', () => {
  expect(periodOf({ first: '2026-02-30', last: '2026-03-01' }, terms)).toBeNull();
  expect(periodOf({ first: '2026-03-01', last: '' }, terms)).toBeNull();
  expect(periodOf({ first: '2026-03-02', last: '2026-03-01' }, terms)).toBeNull();
});

test('a fiscal year begins when the library says, also on the day itself', () => {
  const march = Date.parse('2026-03-01T20:00:00Z');
  expect(daysOf('fiscal-year', march, terms)).toEqual({ first: '2025-07-01', last: '2026-03-01' });
  expect(daysOf('fiscal-year', march, { ...terms, fiscalYearStarts: '03-01' }).first).toBe('2026-03-01');
  expect(daysOf('last-fiscal-year', march, { ...terms, fiscalYearStarts: '01-01' })).toEqual({
    first: '2025-01-01',
    last: '2025-12-31',
  });
});

test('after midnight today is still the service day, and its night is in it', () => {
  const halfPastOne = Date.parse('2026-10-14T01:30-07:00');
  expect(daysOf('today', halfPastOne, byNight)).toEqual({ first: '2026-10-13', last: '2026-10-13' });
  expect(daysOf('yesterday', halfPastOne, byNight)).toEqual({ first: '2026-10-12', last: '2026-10-12' });
  expect(periodOf({ first: '2026-10-13', last: '2026-10-13' }, byNight)).toEqual({
    from: '2026-10-13T11:00:00Z',
    to: '2026-10-14T11:00:00Z',
  });
});
