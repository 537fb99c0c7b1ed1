// A branch that is open on Fridays from nine to one in the night and closed on Saturdays: after midnight it is still Friday's opening.

import { required } from '../../../../../shared/core/assert.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { avoidClosed, newRun } from '../../../../../shared/rules/due/avoid-closed.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import { toWeekdayHours } from '../../../../../shared/rules/due/weekday-hours.ts';
import { extendedGrace } from '../../../../../shared/rules/fines/grace.ts';
import { remindersOf } from '../../../../../shared/rules/fines/reminder-fees.ts';
import type { ShapingTerms } from '../../../../../shared/rules/model/policy/shaping.ts';
import { calendar, days, inNewYork } from '../../../../support/small-library.ts';

const nine = [{ open: '09:00', close: '18:00' }];
const late = [{ open: '09:00', close: '01:00' }];
const weekly = { mon: nine, tue: nine, wed: nine, thu: late, fri: late, sat: [], sun: nine };
const times = required(openingTimes(calendar({ weekly })), () => 'no zone');

/** Half past midnight on Saturday, June 18th, 2022, in Friday's opening. */
const inTheNight = inNewYork('2022-06-18T00:30:00');

test('a loan due while the branch is open stays there, whatever the day after is', () => {
  const shaping = shapingOf('evergreen', 'after_closure');
  expect(avoidClosed({ now: inTheNight, times, shaping }, inTheNight, 'time').dueAt).toBe(inTheNight);
  const closed = inNewYork('2022-06-18T01:30:00');
  expect(avoidClosed({ now: closed, times, shaping }, closed, 'time').dueAt).toBe(inNewYork('2022-06-19T01:30:00'));
});

test('a loan of that night is over the closed Saturday like one of the evening', () => {
  const overnight = { allowed: true, windowMinutes: 120, weekendAsOvernight: false, due: 'next-opening' } as const;
  const shaping: ShapingTerms = { ...shapingOf('holdfast', 'end_current_hours'), overnight };
  const lent = (at: number) => avoidClosed({ now: at, times, shaping }, at + 2 * HOUR_MS, 'time').dueAt;
  const closing = inNewYork('2022-06-18T01:00:00');
  expect([lent(inNewYork('2022-06-17T23:30:00')), lent(inTheNight)]).toEqual([closing, closing]);
  // After Thursday comes an open day.
  expect(lent(inNewYork('2022-06-17T00:30:00'))).toBe(inNewYork('2022-06-17T09:00:00'));
});

test('hours by the weekday are those of the day whose night it is', () => {
  const question = { now: inNewYork('2022-06-17T00:30:00'), times, shaping: shapingOf('koha', null) };
  const run = newRun(inNewYork('2022-06-17T04:30:00'), 'time');
  const from = inNewYork('2022-06-17T00:30:00');
  toWeekdayHours(run, { ...question, from } as never, 'cut_to_closing');
  expect(run.dueAt).toBe(inNewYork('2022-06-17T01:00:00'));
});

test('a reminder in the night is sent there, and grace that ends in it is not longer', () => {
  const lateness = { closedTime: 'open-only' } as never;
  const reminders = [{ after: days(1), feeMinor: 100 }];
  const [sent] = remindersOf({ reminders, lateness }, inNewYork('2022-06-17T00:30:00'), { clock: times.clock, times });
  expect(sent?.at).toBe(inTheNight);
  const grace = { period: days(1), mode: 'all-or-nothing', extend: 'end', intoClosed: false } as never;
  expect(extendedGrace(grace, inNewYork('2022-06-17T00:30:00'), times)).toBe(24 * HOUR_MS);
});
