// The due date step by step: periods, schedules, hard dates, closed days, closing time. Mon, June 13th, 2022 is the day of most cases.

import { HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import type { Period } from '../../../../../shared/rules/model/period.ts';
import type { Gives } from '../../../../../shared/rules/model/rule-set.ts';
import { dueByGives } from '../../../../support/due-by-gives.ts';
import { calendar, closedOn, days, duration, hours, inNewYork, MONDAY } from '../../../../support/small-library.ts';

type Case = {
  period: Period;
  now?: number;
  gives?: Gives;
  calendar?: Partial<Calendar>;
  minimumUsefulMinutes?: number;
};

function due({ period, now = MONDAY, gives = {}, calendar: over, minimumUsefulMinutes = 5 }: Case) {
  const times = openingTimes(calendar(over));
  if (times === null) throw new Error('no such zone');
  return dueByGives(times, { now, period, gives, minimumUsefulMinutes });
}

const at = (text: string) => inNewYork(`2022-${text}`);
const codes = (one: Case) => due(one).steps.map(({ code }) => code);

describe('the due date of a loan in days', () => {
  test('is the end of the day after the period', () => {
    expect(due({ period: days(14) })).toMatchObject({ dueAt: at('06-27T23:59:59'), grain: 'day', failure: null });
    expect(due({ period: { n: 1, unit: 'months' } }).dueAt).toBe(at('07-13T23:59:59'));
    expect(due({ period: { n: 2, unit: 'weeks' } }).dueAt).toBe(at('06-27T23:59:59'));
  });

  test('moves over a closure and over days without hours, forward only, and names each', () => {
    const closures = [closedOn('2022-06-20', 'Juneteenth')];
    const one = { period: days(6), calendar: { closures } };
    expect(due(one).dueAt).toBe(at('06-21T23:59:59'));
    expect(codes(one)).toEqual([
      'DUE_COUNTED_FROM',
      'DUE_PERIOD_DAYS',
      'DUE_END_OF_DAY',
      'DUE_CLOSED_WEEKDAY',
      'DUE_CLOSED',
      'DUE_MOVED',
    ]);
    expect(due(one).steps.find(({ code }) => code === 'DUE_CLOSED')?.params).toEqual({
      day: { dueAt: at('06-20T12:00:00'), grain: 'day', zone: 'America/New_York' },
      name: 'Juneteenth',
    });
  });

  test('tells a closure of several days once', () => {
    const closures = [{ from: '2022-06-20T00:00', to: '2022-06-25T00:00', name: 'Repairs' }];
    expect(codes({ period: days(7), calendar: { closures } })).toContain('DUE_CLOSED_RANGE');
    expect(due({ period: days(7), calendar: { closures } }).dueAt).toBe(at('06-25T23:59:59'));
  });

  test('keeps the day when the clock changes on the way', () => {
    const now = Date.parse('2022-03-12T10:00:00-05:00');
    expect(due({ period: days(2), now }).dueAt).toBe(inNewYork('2022-03-14T23:59:59'));
  });

  test('is no later than a latest date, unless that has passed', () => {
    const ceiling = (text: string) => ({ hardDate: { at: at(text), mode: 'ceiling' as const } });
    const cut = due({ period: days(14), gives: ceiling('06-17T23:59:59') });
    expect(cut).toMatchObject({ dueAt: at('06-17T23:59:59'), shortened: { by: 'latest-date' } });
    expect(due({ period: days(14), gives: ceiling('07-17T23:59:59') }).dueAt).toBe(at('06-27T23:59:59'));
    expect(codes({ period: days(14), gives: ceiling('06-01T23:59:59') })).toContain('DUE_HARD_DATE_PAST');
    const exact = { hardDate: { at: at('08-01T12:00:00'), mode: 'exact' as const } };
    expect(due({ period: days(14), gives: exact }).dueAt).toBe(at('08-01T23:59:59'));
  });

  test('is the date of the range that the loan begins in, both ends included', () => {
    const gives = (from: number, to: number): Gives => ({
      duration: { ...duration(days(90)), due: 'fixed' },
      schedules: [{ from, to, due: at('08-26T12:00:00') }],
    });
    expect(due({ period: days(90), gives: gives(MONDAY, MONDAY) }).dueAt).toBe(at('08-26T23:59:59'));
    const outside = due({ period: days(90), gives: gives(MONDAY + 1, MONDAY + 2) });
    expect(outside).toMatchObject({ dueAt: null, failure: 'LOAN_DATE_OUTSIDE_SCHEDULES' });
    expect(outside.steps.at(-1)?.code).toBe('DUE_NO_SCHEDULE');
  });

  test('fails with a code where the calendar never opens, and for a period of nothing', () => {
    const closures = [{ from: '2022-01-01T00:00', to: '2099-01-01T00:00', name: 'Closed down' }];
    expect(due({ period: days(7), calendar: { closures } })).toMatchObject({ dueAt: null, failure: 'NO_OPEN_DAYS' });
    expect(due({ period: days(0) })).toMatchObject({ dueAt: null, failure: 'PERIOD_DURATION_INVALID' });
  });
});

describe('the due date of a loan in hours', () => {
  test('is elapsed time, and closing time does not matter unless the rule says so', () => {
    expect(due({ period: hours(2) })).toMatchObject({ dueAt: MONDAY + 2 * HOUR_MS, grain: 'time' });
    expect(due({ period: hours(9) }).dueAt).toBe(at('06-13T19:00:00'));
  });

  test('without a rule for closing time leaves closures and closed weekdays', () => {
    const saturday = at('06-18T15:00:00');
    expect(due({ period: hours(24), now: saturday }).dueAt).toBe(at('06-20T15:00:00'));
    const closures = [closedOn('2022-06-14', 'Flood'), closedOn('2022-06-15', 'Flood')];
    expect(due({ period: hours(24), calendar: { closures } }).dueAt).toBe(at('06-16T10:00:00'));
    const partial = [{ from: '2022-06-13T11:00', to: '2022-06-13T13:00', name: 'Drill' }];
    expect(due({ period: hours(2), calendar: { closures: partial } }).dueAt).toBe(at('06-13T13:01:00'));
    expect(codes({ period: hours(2), calendar: { closures: partial } })).toContain('DUE_CLOSED');
  });

  test('is cut to closing less the buffer, and told as shortened', () => {
    const gives: Gives = { hoursMode: 'cut_to_closing', closeBufferMinutes: 15 };
    expect(due({ period: hours(9), gives })).toMatchObject({
      dueAt: at('06-13T17:45:00'),
      shortened: { by: 'closing', plain: at('06-13T19:00:00') },
    });
    expect(due({ period: hours(2), gives }).dueAt).toBe(at('06-13T12:00:00'));
    expect(due({ period: hours(8), gives }).dueAt).toBe(at('06-13T17:45:00'));
  });

  test('is cut at a lunch gap, since only the opening that contains now counts', () => {
    const mon = [
      { open: '09:00', close: '12:00' },
      { open: '13:00', close: '18:00' },
    ];
    const { weekly } = calendar();
    const gap = { weekly: weekly && { ...weekly, mon } };
    const gives: Gives = { hoursMode: 'cut_to_closing' };
    expect(due({ period: { n: 150, unit: 'minutes' }, gives, calendar: gap }).dueAt).toBe(at('06-13T12:00:00'));
    expect(due({ period: hours(4), gives, calendar: gap }).dueAt).toBe(at('06-13T14:00:00'));
  });

  test('lent while closed is cut to the end of the next opening', () => {
    const gives: Gives = { hoursMode: 'cut_to_closing' };
    expect(due({ period: hours(1), now: at('06-13T07:00:00'), gives }).dueAt).toBe(at('06-13T18:00:00'));
  });

  test('lent while closed for days, tells each of them', () => {
    const one: Case = {
      period: hours(1),
      now: at('06-18T12:00:00'),
      gives: { hoursMode: 'cut_to_closing' },
      calendar: { closures: [closedOn('2022-06-18', 'Move'), closedOn('2022-06-20', 'Juneteenth')] },
    };
    expect(due(one).dueAt).toBe(at('06-21T18:00:00'));
    expect(codes(one).slice(-4)).toEqual(['DUE_CLOSED', 'DUE_CLOSED_WEEKDAY', 'DUE_CLOSED', 'DUE_CLOSING_AFTER_NEXT']);
  });

  test('extended over closed days, tells each of them', () => {
    const one: Case = {
      period: hours(2),
      now: at('06-17T20:00:00'),
      gives: { hoursMode: 'extend_to_next_opening' },
      calendar: { closures: [closedOn('2022-06-18', 'Move'), closedOn('2022-06-20', 'Juneteenth')] },
    };
    expect(codes(one)).toEqual([
      'DUE_COUNTED_FROM',
      'DUE_PERIOD_HOURS',
      'DUE_OUTSIDE_HOURS',
      'DUE_CLOSED',
      'DUE_CLOSED_WEEKDAY',
      'DUE_CLOSED',
      'DUE_NEXT_OPENING',
    ]);
    const told = due(one).steps.flatMap(({ params }) => ('name' in params && 'day' in params ? [params['name']] : []));
    expect(told).toEqual(['Move', 'Juneteenth']);
  });

  test('is extended to the next opening plus the offset, sliding past an opening that is shorter', () => {
    const gives: Gives = { hoursMode: 'extend_to_next_opening', openingOffsetMinutes: 60 };
    expect(due({ period: hours(9), gives }).dueAt).toBe(at('06-14T10:00:00'));
    expect(due({ period: hours(9), now: at('06-18T12:00:00'), gives }).dueAt).toBe(at('06-20T10:00:00'));
    const { weekly } = calendar();
    const short = { weekly: weekly && { ...weekly, tue: [{ open: '09:00', close: '09:30' }] } };
    expect(due({ period: hours(9), gives, calendar: short }).dueAt).toBe(at('06-15T10:00:00'));
  });

  test('lent within the window before closing runs overnight, else is cut', () => {
    const gives: Gives = { overnight: { windowMinutes: 120 }, openingOffsetMinutes: 60, closeBufferMinutes: 15 };
    const late = due({ period: hours(4), now: at('06-13T16:30:00'), gives });
    expect(late).toMatchObject({ dueAt: at('06-14T10:00:00'), shortened: null });
    expect(late.steps.at(-1)).toMatchObject({ code: 'DUE_OVERNIGHT', params: { window: 120, offset: 60 } });
    expect(due({ period: hours(4), now: at('06-13T15:00:00'), gives }).dueAt).toBe(at('06-13T17:45:00'));
  });

  test('is refused when what is left is of no use', () => {
    const gives: Gives = { hoursMode: 'cut_to_closing', closeBufferMinutes: 15 };
    const now = at('06-13T17:40:00');
    const tooSoon = due({ period: hours(2), now, gives });
    expect(tooSoon).toMatchObject({ dueAt: null, failure: 'DUE_TOO_SOON' });
    expect(tooSoon.steps.at(-1)?.code).toBe('DUE_LEAVES_TOO_LITTLE');
    expect(due({ period: hours(2), now: now - MINUTE_MS, gives }).dueAt).toBe(at('06-13T17:45:00'));
  });
});
