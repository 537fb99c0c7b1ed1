// Arithmetic on local dates.

import { addToDay, readDay, weekdayOf, writeDay } from '../../../../../shared/rules/calendar/local-time.ts';
import type { PeriodUnit } from '../../../../../shared/rules/model/period.ts';

const add = (day: string, n: number, unit: PeriodUnit) => writeDay(addToDay(readDay(day), { n, unit }));

describe('local dates', () => {
  test('know their weekday, before 1970 too', () => {
    expect(weekdayOf(readDay('2022-07-04'))).toBe('mon');
    expect(weekdayOf(readDay('1969-12-28'))).toBe('sun');
  });

  test('a month keeps the day of the month, cut to the month’s end', () => {
    expect(add('2023-01-31', 1, 'months')).toBe('2023-02-28');
    expect(add('2024-01-31', 1, 'months')).toBe('2024-02-29');
    expect(add('2022-11-30', 3, 'months')).toBe('2023-02-28');
    expect(add('2022-06-27', 1, 'weeks')).toBe('2022-07-04');
  });

  test('stay within what a date can hold, however long the period', () => {
    expect(() => add('2022-06-27', Number.MAX_SAFE_INTEGER, 'months')).not.toThrow();
    expect(() => add('2022-06-27', Number.MAX_SAFE_INTEGER, 'weeks')).not.toThrow();
  });
});
