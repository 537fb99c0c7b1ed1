// Cases of calendars in the ways of writing them that the files beside the project do not use.

import { runVector } from '../../../vectors/run-vector.ts';

const calendar = {
  closed_weekdays: ['sun'],
  closed_dates: ['2024-05-15', '2024-05-17'],
  open_exceptions: ['2024-05-17'],
};

test.each<[string, string, object, object]>([
  [
    'closed days',
    'closed_dates_in_range',
    { from: '2024-05-15', to: '2024-05-19' },
    { dates: ['2024-05-15', '2024-05-19'] },
  ],
  [
    'open days, whose number no mode changes',
    'open_days_between',
    { start: '2024-05-13', end: '2024-05-20', closed_day_mode: 'next_open_day' },
    { days: 5 },
  ],
  [
    'an open day in between',
    'has_open_day_strictly_between',
    { start: '2024-05-16', end: '2024-05-18' },
    { result: true },
  ],
  ['none in between', 'has_open_day_strictly_between', { from: '2024-05-14', to: '2024-05-16' }, { result: false }],
])('%s', (_, operation, input, expected) => {
  const one = { id: 'made-up', operation, system: 'koha', input: { calendar, ...input }, expect: expected };
  expect(runVector(one, 'case 1')).toMatchObject({ outcome: 'passed' });
});
