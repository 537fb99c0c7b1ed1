// The effect of an emergency closing on the calendar and on due moments, also where the branch is open past midnight.

import { required } from '../../../../shared/core/assert.ts';
import { branchId, ruleSetVersion } from '../../../../shared/core/ids.ts';
import { dueAfterClosings, type ClosedTimes } from '../../../../shared/circ/fold/closed-times.ts';
import { readDay } from '../../../../shared/rules/calendar/local-time.ts';
import { openingTimes, type OpeningTimes } from '../../../../shared/rules/calendar/opening-times.ts';
import { outOfWindow, waitPastWindow, withClosedWindow } from '../../../../shared/rules/closed-window.ts';
import { shapingOf } from '../../../../shared/rules/due/shaping-of.ts';
import type { Calendar, Opening } from '../../../../shared/rules/model/calendar.ts';
import { calendar, inNewYork, ruleSet } from '../../../support/small-library.ts';

const nine: Opening[] = [{ open: '09:00', close: '01:00' }];
/** Every day from nine to one in the night. */
const late = calendar({ weekly: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: nine, sun: nine } });

type Window = { readonly from: number; readonly to: number };
/** Saturday and Sunday, June 18th and 19th, 2022. */
const weekend: Window = { from: inNewYork('2022-06-18T00:00:00'), to: inNewYork('2022-06-20T00:00:00') };

function closedTimes(of: Calendar, window: Window): OpeningTimes {
  const rules = ruleSet({}, of);
  const closed = withClosedWindow(rules, { branches: ['main'], reason: 'Flood', ...window }, ruleSetVersion('closed'));
  if (closed.profile !== 'holdfast') throw new Error('another profile');
  const own = closed.branches.find(({ id }) => id === 'main');
  return required(openingTimes(required(own?.calendar ?? null, () => 'no calendar')), () => 'no zone');
}

const inDays = { grain: 'day' } as const;
const inHours = {
  grain: 'time',
  terms: { shaping: shapingOf('holdfast', 'begin_next_hours') },
} as unknown as Parameters<typeof outOfWindow>[0];

describe('a closing of whole days at a branch that is open past midnight', () => {
  const times = closedTimes(late, weekend);

  test('takes the night of its last day too: nobody opens at midnight for an hour', () => {
    expect(times.openingsOf(readDay('2022-06-19'))).toEqual([]);
    expect(times.isOpenDay(readDay('2022-06-19'))).toBe(false);
    expect(times.isOpenAt(inNewYork('2022-06-20T00:30:00'))).toBe(false);
    expect(times.nextOpening(weekend.to)?.start).toBe(inNewYork('2022-06-20T09:00:00'));
  });

  test('leaves no loan and no wait on its last day', () => {
    const dueAt = inNewYork('2022-06-19T23:59:59');
    const monday = inNewYork('2022-06-20T23:59:59');
    expect(outOfWindow(inDays, dueAt, { times, until: weekend.to })).toBe(monday);
    expect(waitPastWindow(dueAt, times, weekend.to)).toBe(monday);
  });

  test('moves what is due in that night to the next opening, and nothing that is due after it', () => {
    const closed: ClosedTimes = {
      closings: [
        { branches: [branchId('main')], reason: 'Flood', ...weekend, version: ruleSetVersion('closed'), at: 0 },
      ],
      timesOf: () => times,
    };
    const due = (text: string) =>
      dueAfterClosings(closed, { policy: inHours, branch: branchId('main'), dueAt: inNewYork(text) });
    expect(due('2022-06-20T00:30:00')).toBe(inNewYork('2022-06-20T09:00:00'));
    expect(due('2022-06-20T01:00:00')).toBe(inNewYork('2022-06-20T01:00:00'));
  });
});

test('a closing until a time in the night leaves the rest of the night of a day that was open', () => {
  const evening = { from: inNewYork('2022-06-18T20:00:00'), to: inNewYork('2022-06-19T00:30:00') };
  const times = closedTimes(late, evening);
  expect(times.isOpenAt(inNewYork('2022-06-19T00:40:00'))).toBe(true);
  expect(times.isOpenAt(inNewYork('2022-06-19T00:20:00'))).toBe(false);
  expect(times.isOpenDay(readDay('2022-06-18'))).toBe(true);
});

test('a branch that never closes is open again with the end of the closing', () => {
  const always = calendar({ weekly: null });
  const times = closedTimes(always, weekend);
  expect(times.isOpenAt(weekend.to)).toBe(true);
  expect(times.nightAfter(weekend.to)).toBe(weekend.to);
});

describe('days with hours of their own', () => {
  const own = (date: string, hours: Opening[]) => ({ ...late, exceptions: [{ date, hours, name: 'Exam week' }] });

  test('keep what the window leaves of them', () => {
    const noon = { from: inNewYork('2022-06-18T12:00:00'), to: inNewYork('2022-06-18T14:00:00') };
    const times = closedTimes(own('2022-06-18', [{ open: '10:00', close: '16:00' }]), noon);
    expect(times.isOpenAt(inNewYork('2022-06-18T11:00:00'))).toBe(true);
    expect(times.isOpenAt(inNewYork('2022-06-18T13:00:00'))).toBe(false);
    expect(times.isOpenAt(inNewYork('2022-06-18T15:00:00'))).toBe(true);
    expect(times.isOpenAt(inNewYork('2022-06-18T17:00:00'))).toBe(false);
  });

  test('do not run into the window from the evening before', () => {
    const times = closedTimes(own('2022-06-17', [{ open: '18:00', close: '04:00' }]), weekend);
    expect(times.isOpenAt(inNewYork('2022-06-17T23:00:00'))).toBe(true);
    expect(times.isOpenAt(inNewYork('2022-06-18T02:00:00'))).toBe(false);
  });
});
