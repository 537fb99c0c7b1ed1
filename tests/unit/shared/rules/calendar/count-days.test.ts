// Counting days on a calendar: closed on Sundays, on Christmas, and on two single days of June 2022.

import type { ClosedDayMode } from '../../../../../shared/rules/calendar/closed-day-mode.ts';
import {
  addDays,
  closedDaysIn,
  hasOpenDayBetween,
  openDaysBetween,
} from '../../../../../shared/rules/calendar/count-days.ts';
import { readDay, writeDay } from '../../../../../shared/rules/calendar/local-time.ts';
import { openingTimes, type OpeningTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import { calendar, closedOn } from '../../../../support/small-library.ts';

function timesOf(over: Partial<Calendar> = {}): OpeningTimes {
  const closures = [closedOn('2022-06-20'), closedOn('2022-06-21')];
  const times = openingTimes(calendar({ closures, yearly: [{ day: '12-25', name: 'Christmas' }], ...over }));
  if (times === null) throw new Error('no such zone');
  return times;
}

function add(from: string, n: number, mode: ClosedDayMode, over: Partial<Calendar> = {}): string | null {
  const day = addDays(timesOf(over), readDay(from), n, mode);
  return day === null ? null : writeDay(day);
}

describe('adding days', () => {
  test.each<[ClosedDayMode, number, string]>([
    ['ignore', 2, '2022-06-20'],
    ['next_open_day', 2, '2022-06-22'],
    ['skip_closed_days', 2, '2022-06-23'],
    ['next_same_weekday', 2, '2022-06-22'],
    ['end_previous_open_day', 2, '2022-06-18'],
    ['next_open_day', -6, '2022-06-11'],
    ['skip_closed_days', -6, '2022-06-11'],
    ['skip_closed_days', 0, '2022-06-18'],
  ])('%s, %d days from a Saturday', (mode, n, expected) => {
    expect(add('2022-06-18', n, mode)).toBe(expected);
  });

  test('whole weeks go on by weeks and back by weeks; from a weekday that is always closed by a day, and from there again by weeks', () => {
    expect(add('2022-06-13', 7, 'next_same_weekday')).toBe('2022-06-27');
    expect(add('2022-06-27', -7, 'next_same_weekday')).toBe('2022-06-13');
    expect(add('2022-06-12', 7, 'next_same_weekday')).toBe('2022-06-27');
    const weekday = { closures: [], closedWeekdays: ['mon' as const] };
    expect(add('2022-06-13', 7, 'next_same_weekday', weekday)).toBe('2022-06-21');
  });

  test('ends where no day is open, and does not go on for ever', () => {
    const never = { weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
    expect(add('2022-06-13', 1, 'skip_closed_days', never)).toBeNull();
    expect(add('2022-06-13', 7, 'next_same_weekday', never)).toBeNull();
    expect(add('2022-06-13', Number.MAX_SAFE_INTEGER, 'skip_closed_days')).not.toBeNull();
    expect(add('2022-06-13', Number.MAX_SAFE_INTEGER, 'ignore')).not.toBeNull();
  });
});

describe('counting days', () => {
  test('takes every closed day from the difference, whichever end is earlier', () => {
    const between = (one: string, other: string) => openDaysBetween(timesOf(), readDay(one), readDay(other));
    expect(between('2022-06-18', '2022-06-22')).toBe(1);
    expect(between('2022-06-22', '2022-06-18')).toBe(1);
    // A closed day at an end is taken off too, so that the count may be less than nothing.
    expect(between('2022-06-19', '2022-06-19')).toBe(-1);
  });

  test('finds an open day strictly between', () => {
    const has = (one: string, other: string) => hasOpenDayBetween(timesOf(), readDay(one), readDay(other));
    expect(has('2022-06-18', '2022-06-22')).toBe(false);
    expect(has('2022-06-17', '2022-06-22')).toBe(true);
    expect(has('2022-06-22', '2022-06-17')).toBe(true);
    expect(has('2022-06-17', '2022-06-17')).toBe(false);
  });

  test('lists the closed days of a range, both ends included', () => {
    expect(closedDaysIn(timesOf(), readDay('2022-06-19'), readDay('2022-06-21')).map(writeDay)).toEqual([
      '2022-06-19',
      '2022-06-20',
      '2022-06-21',
    ]);
    expect(closedDaysIn(timesOf(), readDay('2022-12-24'), readDay('2022-12-25')).map(writeDay)).toEqual(['2022-12-25']);
    expect(closedDaysIn(timesOf(), readDay('2022-06-21'), readDay('2022-06-19'))).toEqual([]);
  });
});
