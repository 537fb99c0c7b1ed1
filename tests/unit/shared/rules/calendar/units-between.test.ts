// Whole units between two moments, cut toward zero, over clock changes and month ends.

import { joinTouching } from '../../../../../shared/rules/calendar/join-touching.ts';
import { wholeUnitsBetween } from '../../../../../shared/rules/calendar/units-between.ts';
import { zoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import { periodMinutes, readPeriod, type PeriodUnit } from '../../../../../shared/rules/model/period.ts';

function between(start: string, end: string, unit: PeriodUnit): number {
  const clock = zoneClock('America/New_York');
  if (clock === null) throw new Error('no such zone');
  return wholeUnitsBetween(clock, Date.parse(start), Date.parse(end), unit);
}

describe('whole units between two moments', () => {
  test.each<[PeriodUnit, string, string, number]>([
    ['minutes', '2022-06-13T10:00:00-04:00', '2022-06-13T10:01:59-04:00', 1],
    ['hours', '2022-06-13T10:00:00-04:00', '2022-06-13T07:30:00-04:00', -2],
    ['days', '2022-06-13T10:00:00-04:00', '2022-06-15T09:59:59-04:00', 1],
    // 47 hours and a clock change are two days on the wall clock.
    ['days', '2022-03-12T10:00:00-05:00', '2022-03-14T10:00:00-04:00', 2],
    ['hours', '2022-03-12T10:00:00-05:00', '2022-03-14T10:00:00-04:00', 47],
    ['weeks', '2022-06-13T10:00:00-04:00', '2022-06-27T10:00:00-04:00', 2],
    ['weeks', '2022-06-27T10:00:00-04:00', '2022-06-13T10:00:01-04:00', -1],
    ['months', '2022-01-31T10:00:00-05:00', '2022-02-28T10:00:00-05:00', 0],
    ['months', '2022-01-15T10:00:00-05:00', '2022-03-15T10:00:00-04:00', 2],
    ['months', '2022-03-15T10:00:00-04:00', '2022-01-15T10:00:01-05:00', -1],
    ['months', '2022-01-15T10:00:00-05:00', '2022-01-14T10:00:00-05:00', 0],
  ])('%s from %s to %s', (unit, start, end, expected) => {
    expect(between(start, end, unit)).toBe(expected);
  });
});

describe('openings', () => {
  test('that touch or overlap are one; a second between them keeps them apart', () => {
    const spans = (...pairs: [number, number][]) => pairs.map(([start, end]) => ({ start, end }));
    expect(joinTouching(spans([4, 6], [2, 4], [6, 8]))).toEqual(spans([2, 8]));
    expect(joinTouching(spans([2, 5], [3, 4], [6, 8]))).toEqual(spans([2, 5], [6, 8]));
    expect(joinTouching([])).toEqual([]);
  });
});

describe('a stored period', () => {
  test('is elapsed minutes with a month of 31 days, and none where a part is missing', () => {
    expect(periodMinutes({ n: 2, unit: 'months' })).toBe(89_280);
    expect(periodMinutes({ n: 3, unit: 'weeks' })).toBe(30_240);
    expect(periodMinutes({ n: null, unit: 'weeks' })).toBe(0);
    expect(periodMinutes({ n: 3, unit: 'fortnights' })).toBe(0);
  });

  test('of zero is a period only where it is said to be', () => {
    expect(readPeriod({ n: 0, unit: 'days' })).toBe('PERIOD_DURATION_INVALID');
    expect(readPeriod({ n: 0, unit: 'days' }, true)).toEqual({ n: 0, unit: 'days' });
    expect(readPeriod({ n: -1, unit: 'days' }, true)).toBe('PERIOD_DURATION_INVALID');
  });
});
