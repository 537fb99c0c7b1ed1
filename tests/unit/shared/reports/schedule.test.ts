// Which period a report that is made by itself is of, and from when on it is made.

import { formatInstant, parseInstant } from '../../../../shared/core/instant.ts';
import { dueAt, newestDue, type ScheduleTerms } from '../../../../shared/reports/schedule.ts';

const terms = (period: ScheduleTerms['period'], more: Partial<ScheduleTerms> = {}): ScheduleTerms => ({
  period,
  atMinute: 360,
  zone: 'America/Los_Angeles',
  fiscalYearStarts: '07-01',
  ...more,
});
const at = (text: string) => parseInstant(text) ?? Number.NaN;
const span = (of: ScheduleTerms, now: string) => {
  const { from, to } = newestDue(of, at(now));
  return [formatInstant(from), formatInstant(to)];
};

test.each([
  ['last-day', '2026-11-26T14:00:00Z', '2026-11-25T08:00:00Z', '2026-11-26T08:00:00Z'],
  ['last-day', '2026-11-26T13:59:59Z', '2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z'],
  ['last-week', '2026-11-26T14:00:00Z', '2026-11-16T08:00:00Z', '2026-11-23T08:00:00Z'],
  ['last-week', '2026-11-23T13:00:00Z', '2026-11-09T08:00:00Z', '2026-11-16T08:00:00Z'],
  ['last-month', '2026-11-26T14:00:00Z', '2026-10-01T07:00:00Z', '2026-11-01T07:00:00Z'],
  ['last-month', '2026-12-01T13:00:00Z', '2026-10-01T07:00:00Z', '2026-11-01T07:00:00Z'],
  ['last-month', '2026-12-01T14:00:00Z', '2026-11-01T07:00:00Z', '2026-12-01T08:00:00Z'],
  ['last-fiscal-year', '2026-11-26T14:00:00Z', '2025-07-01T07:00:00Z', '2026-07-01T07:00:00Z'],
  ['last-fiscal-year', '2026-07-01T12:00:00Z', '2024-07-01T07:00:00Z', '2025-07-01T07:00:00Z'],
] as const)('the newest %s at %s is from %s to %s', (period, now, from, to) => {
  expect(span(terms(period), now)).toEqual([from, to]);
});

test('a day on which the clock is set back is 25 hours long, and its hour is that of the clock', () => {
  const of = terms('last-day');
  const day = newestDue(of, at('2026-11-02T14:00:00Z'));
  expect(day.to - day.from).toBe(25 * 3_600_000);
  expect(formatInstant(dueAt(of, day))).toBe('2026-11-02T14:00:00Z');
});

test('an hour that the clock jumps over is the one after it', () => {
  const of = terms('last-day', { atMinute: 150 });
  const day = newestDue(of, at('2026-03-08T20:00:00Z'));
  expect(formatInstant(dueAt(of, day))).toBe('2026-03-08T10:30:00Z');
});

test('fiscal years begin when the library says', () => {
  expect(span(terms('last-fiscal-year', { fiscalYearStarts: '01-01' }), '2026-11-26T14:00:00Z')).toEqual([
    '2025-01-01T08:00:00Z',
    '2026-01-01T08:00:00Z',
  ]);
});
