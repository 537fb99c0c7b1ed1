// Intervals as PostgreSQL writes them, read as periods and as elapsed time.

import { parseAgeDays, parseMillis, parsePeriod, parseSpan } from '../../../../../server/import/evergreen/intervals.ts';

const day = 86_400_000;

describe('intervals of the source', () => {
  test.each([
    ['14 days', { n: 14, unit: 'days' }],
    ['1 day', { n: 1, unit: 'days' }],
    ['2 weeks', { n: 14, unit: 'days' }],
    ['01:00:00', { n: 1, unit: 'hours' }],
    ['1 hour', { n: 1, unit: 'hours' }],
    ['00:30:00', { n: 30, unit: 'minutes' }],
    ['1 day 12:00:00', { n: 36, unit: 'hours' }],
    ['3 mons', { n: 3, unit: 'months' }],
    ['3 months', { n: 3, unit: 'months' }],
    ['1 year 2 mons', { n: 14, unit: 'months' }],
  ])('%s is a period', (text, period) => {
    expect(parsePeriod(text)).toEqual(period);
  });

  test('a whole number of days in hours is days, since such loans fall due at the end of a day', () => {
    expect(parsePeriod('24:00:00')).toEqual({ n: 1, unit: 'days' });
    expect(parsePeriod('72:00:00')).toEqual({ n: 3, unit: 'days' });
  });

  test.each(['', 'soon', '14', '0 days', '-3 days', '1 mon 2 days', '00:00:30', '5 fortnights'])(
    '%s is no period',
    (text) => {
      expect(parsePeriod(text)).toBeNull();
    },
  );

  test('grace may be nothing, and money counts a month as 31 days and a year as 365', () => {
    expect(parseSpan('00:00:00')).toEqual({ n: 0, unit: 'days' });
    expect(parseMillis('1 mon')).toBe(31 * day);
    expect(parseMillis('1 year')).toBe(365 * day);
    expect(parseMillis('1 day 00:30:00')).toBe(day + 1_800_000);
    expect(parseMillis('-1 days')).toBeNull();
  });

  test('ages are in days', () => {
    expect(parseAgeDays('18 years')).toBe(6_574.5);
    expect(parseAgeDays('90 days')).toBe(90);
  });
});
