// Hours of the week on the clock of a branch, over the nights in which clocks change.

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { hourBegins, weekHours } from '../../../../shared/core/week-hour.ts';

const weekHour = weekHours();
const hourAt = (text: string, zone = 'America/Los_Angeles') => weekHour(Date.parse(text), zone);
const sunday = 6 * 24;

test('the week begins on Monday at midnight of the branch, wherever the computer is', () => {
  expect(hourAt('2026-01-05T00:00-08:00')).toBe(0);
  expect(hourAt('2026-01-04T23:59-08:00')).toBe(sunday + 23);
  expect(hourAt('2026-01-05T00:00-08:00', 'Asia/Kathmandu')).toBe(13);
});

test('where the clock is set back both hours are the same one, and the hour that it jumps over has nothing', () => {
  expect(hourAt('2026-11-01T01:30-07:00')).toBe(sunday + 1);
  expect(hourAt('2026-11-01T01:30-08:00')).toBe(sunday + 1);
  expect(hourAt('2026-03-08T01:59-08:00')).toBe(sunday + 1);
  expect(hourAt('2026-03-08T03:00-07:00')).toBe(sunday + 3);
});

test('any moment has the hour that the calendar has, also in the night in which a clock is set, by half an hour too', () => {
  const nights = [
    '2026-03-08T10:00Z',
    '2026-11-01T09:00Z',
    '2026-04-04T15:00Z',
    '2026-10-03T15:30Z',
    '1969-12-31T23:00Z',
  ];
  const moment = fc
    .tuple(fc.constantFrom(...nights), fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 59_999 }))
    .map(([night, minutes, ms]) => Date.parse(night) + minutes * 60_000 + ms);
  const zone = fc.constantFrom('America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
  const hourBegan = hourBegins();
  fc.assert(
    fc.property(moment, zone, (at, where) => {
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(where);
      const { minute, second, millisecond } = local;
      expect(weekHour(at, where)).toBe((local.dayOfWeek - 1) * 24 + local.hour);
      expect(hourBegan(at, where)).toBe(at - minute * 60_000 - second * 1_000 - millisecond);
    }),
    { numRuns: 1_000 },
  );
});
