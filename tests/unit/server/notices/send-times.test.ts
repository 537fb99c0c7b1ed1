// When notices go out: on open days at the hour of the library, outside its quiet hours, on the clock of the branch.

import { openingTimes } from '../../../../shared/rules/calendar/opening-times.ts';
import type { Calendar } from '../../../../shared/rules/model/calendar.ts';
import { dayOf } from '../../../../shared/rules/calendar/local-time.ts';
import { allowedAt, branchDays, daysSentIn, sendTimeOf, stepTime } from '../../../../server/notices/send-times.ts';

const hours = { sendAt: '08:00', quiet: { from: '21:00', to: '08:00' } };
const day = [{ open: '08:00', close: '22:00' }];
const calendar: Calendar = {
  zone: 'America/Los_Angeles',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  yearly: [],
  closures: [],
  exceptions: [],
};
const days = branchDays(openingTimes(calendar), 'UTC');
const local = (text: string) => Date.parse(`${text}:00-08:00`);
const dueOn = (date: string) => local(`${date}T23:59`);
const dayIs = (date: string) => dayOf(days.clock.toLocal(local(`${date}T12:00`)));

test('ahead of a date they go out before a closed day, after it behind one', () => {
  // January 10 and 11, 2026 are a weekend.
  expect(sendTimeOf(days, dayIs('2026-01-10'), 'ahead', hours)).toBe(local('2026-01-09T08:00'));
  expect(sendTimeOf(days, dayIs('2026-01-10'), 'after', hours)).toBe(local('2026-01-12T08:00'));
});

test('a step of days is of loans by the day, one of hours of loans by the hour', () => {
  const ask = (step: { days: number } | { hours: number }, isByHour: boolean) =>
    stepTime(days, { step, dueAt: dueOn('2026-01-14'), isByHour, way: 'after' }, hours);
  expect(ask({ days: 2 }, false)).toEqual({ dueAt: local('2026-01-16T08:00'), sendAt: local('2026-01-16T08:00') });
  expect(ask({ days: 2 }, true)).toBeNull();
  expect(ask({ hours: 1 }, false)).toBeNull();
  expect(ask({ hours: 1 }, true)).toEqual({
    dueAt: dueOn('2026-01-15') - 23 * 3_600_000,
    sendAt: local('2026-01-15T08:00'),
  });
});

test.each([
  ['2026-01-14T12:00', '2026-01-14T12:00'],
  ['2026-01-14T21:00', '2026-01-15T08:00'],
  ['2026-01-14T07:59', '2026-01-14T08:00'],
  ['2026-01-09T22:00', '2026-01-12T08:00'],
  ['2026-01-10T12:00', '2026-01-12T08:00'],
])('an event at %s is sent at %s', (at, then) => {
  expect(allowedAt(days, local(at), hours)).toBe(local(then));
});

test('a look finds the days of the notices that go out since the look before, closed ones with them', () => {
  const sent = (from: string, to: string, way: 'ahead' | 'after') =>
    daysSentIn(days, { from: local(from), to: local(to) }, way, hours);
  expect(sent('2026-01-12T07:59', '2026-01-12T08:00', 'after')).toEqual(
    ['2026-01-10', '2026-01-11', '2026-01-12'].map(dayIs),
  );
  expect(sent('2026-01-12T08:00', '2026-01-12T09:00', 'after')).toEqual([]);
  expect(sent('2026-01-09T07:59', '2026-01-09T08:00', 'ahead')).toEqual(
    ['2026-01-09', '2026-01-10', '2026-01-11'].map(dayIs),
  );
});
