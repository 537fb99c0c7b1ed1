// Cases of due dates in the fields that the files beside the project do not use.

import { runVector } from '../../../vectors/run-vector.ts';

const nineToSix = [['09:00', '18:00']];
const weekly = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix, sat: [], sun: [] };

function outcome(policy: object, expect: object, rest: object = {}, system = 'folio') {
  return runVector(
    {
      id: 'made-up',
      operation: 'due_date_checkout',
      system,
      timezone: 'America/New_York',
      input: {
        loan_date: '2022-06-17T16:30:00-04:00',
        calendar: { weekly_hours: weekly },
        policy: { profile: 'rolling', ...policy },
        ...rest,
      },
      expect,
    },
    'case 1',
  );
}

const hours = (n: number) => ({ n, unit: 'hours' });
const days = (n: number) => ({ n, unit: 'days' });

describe('a case of a due date may name', () => {
  test.each<[string, object, string, object?]>([
    [
      'a hard date, which without a time is the end of its day',
      { period: days(30), hard_date: { date: '2022-06-24', mode: 'ceiling' } },
      '2022-06-24T23:59:59-04:00',
    ],
    [
      'one that is forced',
      { period: days(3), hard_date: { date: '2022-06-24T12:00:00-04:00', mode: 'ceiling', force: true } },
      '2022-06-24T12:00:00-04:00',
    ],
    [
      'minutes before closing',
      { period: hours(9), hours_mode: 'cut_to_closing', close_buffer: 15 },
      '2022-06-17T17:45:00-04:00',
    ],
    [
      'minutes after opening',
      { period: hours(9), hours_mode: 'extend_to_next_opening', opening_offset: 60 },
      '2022-06-20T10:00:00-04:00',
    ],
    [
      'a period after opening, by the name that FOLIO has for it',
      { period: hours(9), closed_day_mode: 'begin_next_hours', opening_time_offset: { n: 90, unit: 'minutes' } },
      '2022-06-20T10:30:00-04:00',
    ],
    [
      'a person with more than an expiry',
      { period: days(9), clamp_to_patron_expiry: true },
      '2022-06-23T08:00:00-04:00',
      { patron: { id: 'A', active: true, expires: '2022-06-23T08:00:00-04:00' } },
    ],
    ['a night', { period: hours(9), overnight: { window: 120 } }, '2022-06-20T09:00:00-04:00'],
    [
      'a night that may not be a weekend',
      { period: hours(9), overnight: { window: 120, weekend_as_overnight: false } },
      '2022-06-17T18:00:00-04:00',
    ],
    [
      'a night until a fixed time',
      { period: hours(9), overnight: { due: { at: '09:30' } } },
      '2022-06-20T09:30:00-04:00',
    ],
    ['rounding', { period: hours(1), rounding: 'hour' }, '2022-06-17T18:00:00-04:00'],
    [
      'that closed days do not count',
      { period: days(2), closed_days_count: false, closed_day_mode: 'end_of_due_day' },
      '2022-06-21T23:59:59-04:00',
    ],
    [
      'a booking',
      { period: days(9), closed_day_mode: 'end_of_due_day', clamp_to_booking: true },
      '2022-06-22T23:59:59-04:00',
      { bookings: [{ for: 'B', start: '2022-06-23T10:00:00-04:00', end: '2022-06-24' }] },
    ],
    [
      'the end of a course',
      { period: days(9), closed_day_mode: 'end_of_due_day', clamp_to_course_end: true },
      '2022-06-23T23:59:59-04:00',
      { course_end: '2022-06-23T23:59:59-04:00' },
    ],
    [
      'how the expiry of the patron counts',
      { period: days(9), clamp_to_patron_expiry: 'previous_opening' },
      '2022-06-22T18:00:00-04:00',
      { patron: { expires: '2022-06-23T08:00:00-04:00' } },
    ],
  ])('%s', (_what, policy, due, rest = {}) => {
    expect(outcome(policy, { due }, rest)).toMatchObject({ outcome: 'passed' });
  });

  test('a hold for another copy changes nothing, one for the title and no copy makes the loan shorter', () => {
    const policy = { period: days(9), alternate_period_when_hold_waiting: days(2) };
    const due = (of: string) => ({ due: `2022-06-${of}T16:30:00-04:00` });
    const queue = (entry: object) => ({ queue: [{ type: 'hold', status: 'not_yet_filled', ...entry }] });
    expect(outcome(policy, due('19'), queue({ for_this_item: true }))).toMatchObject({ outcome: 'passed' });
    expect(outcome(policy, due('26'), queue({ for_this_item: false }))).toMatchObject({ outcome: 'passed' });
    expect(outcome(policy, due('19'), queue({ level: 'title' }))).toMatchObject({ outcome: 'passed' });
    expect(outcome(policy, due('26'), queue({ level: 'title', assigned_to_other_item: true }))).toMatchObject({
      outcome: 'passed',
    });
    expect(outcome(policy, due('26'), { queue: [{ type: 'recall', for_this_item: true }] })).toMatchObject({
      outcome: 'passed',
    });
    const open = { for_this_item: null, level: null, status: 'open_not_yet_filled' };
    expect(outcome(policy, due('19'), queue(open))).toMatchObject({ outcome: 'passed' });
    expect(outcome(policy, due('26'), queue({ for_this_item: true, status: 'waiting' }))).toMatchObject({
      outcome: 'passed',
    });
  });

  test('a recall, which cuts the new loan at once and never makes it longer', () => {
    const policy = { period: days(9), recall_min_guaranteed: days(4), recall_return_interval: days(1) };
    const queue = [
      { type: 'hold', position: 1 },
      { type: 'recall', position: 2 },
    ];
    const due = (of: string) => ({ due: `2022-06-${of}T16:30:00-04:00` });
    expect(outcome(policy, due('21'), { queue })).toMatchObject({ outcome: 'passed' });
    const longer = { ...policy, recall_return_interval: days(20) };
    expect(outcome(longer, due('26'), { queue })).toMatchObject({ outcome: 'passed' });
    const unreadable = { ...policy, recall_return_interval: { n: null, unit: null } };
    expect(outcome(unreadable, { error: 'PERIOD_MISSING' }, { queue })).toMatchObject({ outcome: 'passed' });
    const other = { queue: [{ type: 'recall', level: 'title', assigned_to_other_item: true }] };
    expect(outcome(policy, due('26'), other)).toMatchObject({ outcome: 'passed' });
  });

  test('an offset that is no period, which fails the case', () => {
    const policy = { period: hours(9), closed_day_mode: 'begin_next_hours', offset: { n: 1, unit: 'moons' } };
    expect(outcome(policy, { due: '2022-06-20T10:30:00-04:00' })).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('PERIOD_UNIT_UNKNOWN'),
    });
  });

  test('null in the place of what it does not say', () => {
    const policy = { period: days(3), closed_day_mode: 'end_next_open_day', end_of_day: null, renew_with_hold: null };
    const calendar = { closed_dates: ['2022-06-20'], weekly_hours: null, days: null, open_exceptions: null };
    const rest = { calendar, patron: null, queue: null, bookings: null };
    expect(outcome(policy, { due: '2022-06-21T23:59:59-04:00' }, rest)).toMatchObject({ outcome: 'passed' });
  });

  test('a weekday from midnight to midnight, which is a closed one in Evergreen', () => {
    const calendar = { weekly_hours: { ...weekly, mon: [['00:00', '00:00']] } };
    const expect_ = { due: '2022-06-21T23:59:59-04:00' };
    expect(outcome({ period: days(3) }, expect_, { calendar }, 'evergreen')).toMatchObject({ outcome: 'passed' });
  });
});

describe('three days of a timetable', () => {
  const hoursOf = (date: string, ...openings: string[][]) => ({ date, open: openings.length > 0, hours: openings });
  const timetable = {
    previous: hoursOf('2022-06-17', ['09:00', '12:00'], ['13:00', '18:00']),
    requested: hoursOf('2022-06-18'),
    next: hoursOf('2022-06-19', ['10:00', '11:00'], ['14:00', '16:00']),
  };
  test.each<[string, object, string]>([
    ['the next opening', {}, '2022-06-19T10:00'],
    ['some time after it', { opening_offset: { n: 30, unit: 'minutes' } }, '2022-06-19T10:30'],
    ['what then falls in a gap ends before it', { offset: { n: 2, unit: 'hours' } }, '2022-06-19T11:00'],
    ['what then falls in the next opening stays there', { offset: 300 }, '2022-06-19T15:00'],
    ['what then falls after all of them ends with the last', { offset: { n: 2, unit: 'days' } }, '2022-06-19T16:00'],
  ])('%s', (_what, offset, due) => {
    const input = {
      now: '2022-06-17T17:00:00Z',
      due: '2022-06-18T10:00:00Z',
      timetable,
      closed_day_mode: 'begin_next_hours',
      ...offset,
    };
    const one = { id: 'made-up', operation: 'adjust_due_three_day_timetable', system: 'folio', timezone: 'UTC' };
    expect(runVector({ ...one, input, expect: { due_to_minute: due } }, 'case 1')).toMatchObject({ outcome: 'passed' });
  });
});
