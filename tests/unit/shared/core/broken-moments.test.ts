// Moments that no date can express, as a broken clock or a forged act names them: they are worded as the nearest date, and nothing fails.

import { fiscalYearOf } from '../../../../shared/core/fiscal-year.ts';
import { formatInstant, parseInstant } from '../../../../shared/core/instant.ts';
import { formatLocalMoment } from '../../../../shared/core/local-moment.ts';
import { sayAgo, sayDate, sayDue, sayDueOnPaper, sayTime } from '../../../../shared/core/say-date.ts';
import { serviceDayOf } from '../../../../shared/core/service-day.ts';

const ZONES = ['Pacific/Kiritimati', 'Etc/GMT+12', 'America/Los_Angeles'];
const now = Date.UTC(2026, 0, 5, 12);

test.each([
  [9e15, /275760/],
  [Number.MAX_SAFE_INTEGER, /275760/],
  [-9e15, /27182[12]/],
])('%d ms', (odd, year) => {
  expect(formatInstant(odd)).toMatch(year);
  for (const zone of ZONES) {
    expect(formatLocalMoment(odd, zone)).toMatch(year);
    expect(serviceDayOf(odd, { zone, endsAtHour: 4 })).toMatch(year);
    expect(sayDue('en', { dueAt: odd, grain: 'time', zone }, now)).toMatch(year);
    expect(sayDue('es', { dueAt: now, grain: 'day', zone }, odd)).toContain('2026');
    expect(sayDueOnPaper('en', { dueAt: odd, grain: 'day', zone }, odd)).not.toContain('Invalid');
    expect(sayDate('en', odd, zone)).toMatch(year);
    expect(sayTime('en', odd, zone)).toMatch(/^\d+:\d\d [AP]M$/);
  }
  expect(sayAgo('en', odd, now)).not.toBe('');
});

test('the year 10000 is said, and a fiscal year is found for it', () => {
  const at = Date.UTC(10_000, 0, 14);
  expect(Date.parse(formatInstant(at))).toBe(at);
  expect(parseInstant(formatInstant(now))).toBe(now);
  expect(fiscalYearOf(Date.UTC(9998, 5, 1), { starts: '07-01', zone: 'UTC' }).year).toBe(9998);
});
