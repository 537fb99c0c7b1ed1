// Hours of the week on the clock of a branch, over the nights in which clocks change.

import { weekHours } from '../../../../shared/core/week-hour.ts';

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
