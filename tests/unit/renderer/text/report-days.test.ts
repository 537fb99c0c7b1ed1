// The days of a report, on the calendar of the branch.

import { daysOf, periodOf } from '../../../../renderer/text/report-days.ts';

const ZONE = 'America/Los_Angeles';
// 11:30 PM of Saturday, October 31: in UTC it is November already.
const now = Date.parse('2026-11-01T06:30:00Z');

test.each([
  ['today', '2026-10-31', '2026-10-31'],
  ['yesterday', '2026-10-30', '2026-10-30'],
  ['week', '2026-10-25', '2026-10-31'],
  ['month', '2026-10-01', '2026-10-31'],
  ['last-month', '2026-09-01', '2026-09-30'],
  ['year', '2025-11-01', '2026-10-31'],
  ['other', '2026-10-31', '2026-10-31'],
] as const)('%s is from %s to %s', (period, first, last) => {
  expect(daysOf(period, now, ZONE)).toEqual({ first, last });
});

test('a day goes to its end, also one of 25 hours', () => {
  expect(periodOf({ first: '2026-11-01', last: '2026-11-01' }, ZONE)).toEqual({
    from: '2026-11-01T07:00:00Z',
    to: '2026-11-02T08:00:00Z',
  });
});

test('days that are none, or the wrong way round, are no time', () => {
  expect(periodOf({ first: '2026-02-30', last: '2026-03-01' }, ZONE)).toBeNull();
  expect(periodOf({ first: '2026-03-01', last: '' }, ZONE)).toBeNull();
  expect(periodOf({ first: '2026-03-02', last: '2026-03-01' }, ZONE)).toBeNull();
});
