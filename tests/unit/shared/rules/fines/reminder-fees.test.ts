// Fees for reminders.

import { required } from '../../../../../shared/core/assert.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { zoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import { reminderFees, remindersOf } from '../../../../../shared/rules/fines/reminder-fees.ts';
import { calendar, days, inNewYork } from '../../../../support/small-library.ts';

const clock = required(zoneClock('America/New_York'), () => 'no zone');
const times = required(openingTimes(calendar()), () => 'no times');
const dueAt = inNewYork('2022-06-10T12:00:00');
const reminders = [
  { after: days(2), feeMinor: 100 },
  { after: days(7), feeMinor: 250 },
];
const counting = { reminders, lateness: { in: 'minutes', closedTime: 'count' } } as const;
const waiting = { reminders, lateness: { in: 'minutes', closedTime: 'open-only' } } as const;

describe('reminders', () => {
  test('follow one another, each counted from the one before', () => {
    expect(remindersOf(counting, dueAt, { clock, times })).toEqual([
      { at: inNewYork('2022-06-12T12:00:00'), feeMinor: 100 },
      { at: inNewYork('2022-06-19T12:00:00'), feeMinor: 250 },
    ]);
  });

  test('wait for an open day where closed ones do not count', () => {
    expect(remindersOf(waiting, dueAt, { clock, times }).map(({ at }) => at)).toEqual([
      inNewYork('2022-06-13T12:00:00'),
      inNewYork('2022-06-20T12:00:00'),
    ]);
  });

  test('cost what has been sent', () => {
    const sent = remindersOf(counting, dueAt, { clock, times });
    expect(reminderFees(sent, dueAt)).toEqual({ count: 0, amountMinor: 0 });
    expect(reminderFees(sent, inNewYork('2022-06-12T12:00:00'))).toEqual({ count: 1, amountMinor: 100 });
    expect(reminderFees(sent, inNewYork('2022-07-01T12:00:00'))).toEqual({ count: 2, amountMinor: 350 });
  });
});
