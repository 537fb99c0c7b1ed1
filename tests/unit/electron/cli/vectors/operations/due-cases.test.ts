// Cases of due dates in the fields that the files beside the project do not use.

import { runVector } from '../../../../../../electron/cli/vectors/run-vector.ts';

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
    expect(outcome(policy, due('26'), queue({ for_this_item: true, status: 'waiting' }))).toMatchObject({
      outcome: 'passed',
    });
  });

  test('a weekday from midnight to midnight, which is a closed one in Evergreen', () => {
    const calendar = { weekly_hours: { ...weekly, mon: [['00:00', '00:00']] } };
    const expect_ = { due: '2022-06-21T23:59:59-04:00' };
    expect(outcome({ period: days(3) }, expect_, { calendar }, 'evergreen')).toMatchObject({ outcome: 'passed' });
  });
});
