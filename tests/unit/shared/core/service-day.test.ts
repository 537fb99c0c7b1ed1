// The day that a night shift counts for, on the clock of the branch.

import { serviceDayEnd, serviceDayOf, type ServiceDayTerms } from '../../../../shared/core/service-day.ts';

const claremont: ServiceDayTerms = { zone: 'America/Los_Angeles', endsAtHour: 4 };
const dayAt = (text: string, terms = claremont) => serviceDayOf(Date.parse(text), terms);

test('a service day ends at 4 in the morning of its branch and not at midnight', () => {
  expect(dayAt('2026-12-15T23:59:00-08:00')).toBe('2026-12-15');
  expect(dayAt('2026-12-16T00:30:00-08:00')).toBe('2026-12-15');
  expect(dayAt('2026-12-16T03:59:59-08:00')).toBe('2026-12-15');
  expect(dayAt('2026-12-16T04:00:00-08:00')).toBe('2026-12-16');
});

test('the library may say another hour; at 0 it is the date', () => {
  expect(dayAt('2026-12-16T05:30:00-08:00', { ...claremont, endsAtHour: 6 })).toBe('2026-12-15');
  expect(dayAt('2026-12-16T00:00:00-08:00', { ...claremont, endsAtHour: 0 })).toBe('2026-12-16');
});

test('counts on the clock of the branch also over the nights in which clocks change', () => {
  // The night of March 8, 2026 has no hour from 2 to 3; that of November 1 has the hour from 1 to 2 twice.
  expect(dayAt('2026-03-08T03:59:00-07:00')).toBe('2026-03-07');
  expect(dayAt('2026-03-08T04:00:00-07:00')).toBe('2026-03-08');
  expect(dayAt('2026-11-01T01:30:00-08:00')).toBe('2026-10-31');
  expect(dayAt('2026-11-01T04:00:00-08:00')).toBe('2026-11-01');
  const skipped: ServiceDayTerms = { ...claremont, endsAtHour: 2 };
  expect(serviceDayEnd('2026-03-07', skipped)).toBe(Date.parse('2026-03-08T03:00:00-07:00'));
});

test('the end of a service day is the first moment of the next', () => {
  for (const day of ['2026-03-07', '2026-10-31', '2026-12-31']) {
    const end = serviceDayEnd(day, claremont);
    expect([serviceDayOf(end - 1, claremont), serviceDayOf(end, claremont) > day]).toEqual([day, true]);
  }
});
