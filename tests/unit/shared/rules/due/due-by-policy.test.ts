// Due dates by lending and shaping terms: every way of treating closed time, limits, clamps, and the differences between systems. Mon, June 13th,
// 2022, 10:00 in New York is the start of most cases; the library is open nine to six and closed on Sundays.

import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import type { ClosedDayMode } from '../../../../../shared/rules/calendar/closed-day-mode.ts';
import { dueByPolicy } from '../../../../../shared/rules/due/due-by-policy.ts';
import { NO_BOUNDS, type DueQuestion } from '../../../../../shared/rules/due/due-run.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import type { StoredPeriod } from '../../../../../shared/rules/model/period.ts';
import { NO_LEND_TERMS, type LendTerms } from '../../../../../shared/rules/model/policy/lend.ts';
import type { ShapingTerms } from '../../../../../shared/rules/model/policy/shaping.ts';
import type { ProfileName } from '../../../../../shared/rules/model/profile-name.ts';
import { calendar, closedOn, days, hours, inNewYork, MONDAY } from '../../../../support/small-library.ts';

type Case = {
  profile?: ProfileName;
  mode?: ClosedDayMode;
  lend?: Partial<LendTerms>;
  shaping?: Partial<ShapingTerms>;
  over?: Partial<Calendar>;
} & Partial<Omit<DueQuestion, 'lend' | 'shaping' | 'times'>>;

function due(period: StoredPeriod | null, one: Case = {}) {
  const { profile = 'holdfast', mode, lend, shaping, over, ...rest } = one;
  const times = openingTimes(calendar(over));
  if (times === null) throw new Error('no such zone');
  return dueByPolicy({
    now: rest.from ?? MONDAY,
    from: MONDAY,
    name: 'A while',
    lend: { ...NO_LEND_TERMS, period, ...lend },
    shaping: { ...shapingOf(profile, mode ?? null), ...shaping },
    times,
    ...rest,
  });
}

const at = (text: string) => inNewYork(`2022-${text}`);
/** How long after the day of most cases a moment is, to the minute, on the wall clock of New York. */
const local = (instant: number | null) =>
  instant === null ? null : new Date(instant - 4 * 3_600_000).toISOString().slice(5, 16);
const localDue = (period: StoredPeriod, one: Case = {}) => local(due(period, one).dueAt);
const codes = (period: StoredPeriod, one: Case) => due(period, one).steps.map(({ code }) => code);

// Closed: Sun June 19th by its weekday, Mon June 20th by a closure. Counted plainly, six days end on the Sunday.
const longWeekend = { closures: [closedOn('2022-06-20', 'Juneteenth')] };

describe('a loan in days that ends on a closed day', () => {
  test.each<[ClosedDayMode, string]>([
    ['ignore', '06-19T23:59'],
    ['plain_then_avoid_closed_on_clamp', '06-19T23:59'],
    ['keep_exact', '06-19T10:00'],
    ['end_of_due_day', '06-19T23:59'],
    ['next_open_day', '06-21T23:59'],
    ['end_next_open_day', '06-21T23:59'],
    ['skip_closed_days', '06-21T23:59'],
    ['end_previous_open_day', '06-18T23:59'],
    ['end_current_hours', '06-13T18:00'],
    ['begin_next_hours', '06-21T09:00'],
    ['after_closure', '06-21T23:59'],
  ])('%s gives %s', (mode, expected) => {
    expect(localDue(days(6), { mode, over: longWeekend })).toBe(expected);
  });

  test('waits for the same weekday where the period is whole weeks and the weekday is not always closed', () => {
    const mode = 'next_same_weekday';
    expect(localDue(days(7), { mode, over: longWeekend })).toBe('06-27T23:59');
    expect(localDue({ n: 1, unit: 'weeks' }, { mode, over: longWeekend })).toBe('06-27T23:59');
    expect(localDue(days(6), { mode, over: longWeekend })).toBe('06-21T23:59');
    const sunday = at('06-12T10:00:00');
    expect(localDue(days(7), { mode, from: sunday, over: { closures: [] } })).toBe('06-20T23:59');
    const twice = { closures: [closedOn('2022-06-20'), closedOn('2022-06-27')] };
    expect(localDue(days(7), { mode, over: twice })).toBe('07-04T23:59');
  });

  test('fails with a code where no day is ever open, in every mode that looks for one', () => {
    const never = { weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
    for (const mode of [
      'next_open_day',
      'skip_closed_days',
      'next_same_weekday',
      'end_previous_open_day',
      'end_current_hours',
      'begin_next_hours',
      'after_closure',
    ] as const) {
      expect(due(days(6), { mode, over: never })).toMatchObject({ dueAt: null, failure: 'NO_OPEN_DAYS' });
    }
  });

  test('counts only open days where closed ones do not count', () => {
    expect(localDue(days(6), { shaping: { closedDaysCount: false }, over: longWeekend })).toBe('06-21T23:59');
    expect(localDue(days(20), { shaping: { closedDaysCount: false }, over: longWeekend })).toBe('07-07T23:59');
  });

  test('is closed too on a weekday that is closed whatever its hours are', () => {
    expect(localDue(days(1), { mode: 'next_open_day', over: { closedWeekdays: ['tue'] } })).toBe('06-15T23:59');
  });
});

describe('whether and for how long', () => {
  test('an item that is never lent has no due date', () => {
    expect(due(days(7), { lend: { circulates: 'never' } }).failure).toBe('ITEM_NOT_LOANABLE');
    expect(due(days(7), { lend: { circulates: 'needs-override' } }).failure).toBeNull();
  });

  test.each<[string, StoredPeriod | null, string]>([
    ['that is missing', null, 'PERIOD_MISSING'],
    ['without a number', { n: null, unit: 'days' }, 'PERIOD_MISSING'],
    ['without a unit', { n: 3, unit: null }, 'PERIOD_MISSING'],
    ['of a unit that does not exist', { n: 3, unit: 'fortnights' }, 'PERIOD_UNIT_UNKNOWN'],
    ['of nothing', { n: 0, unit: 'days' }, 'PERIOD_DURATION_INVALID'],
    ['of less than nothing', { n: -1, unit: 'hours' }, 'PERIOD_DURATION_INVALID'],
    ['of half a day', { n: 0.5, unit: 'days' }, 'PERIOD_DURATION_INVALID'],
  ])('a period %s is an error of its own', (_what, period, failure) => {
    expect(due(period)).toMatchObject({ dueAt: null, failure });
  });

  test('a period of nothing is one where the terms say so', () => {
    const today = due(days(0), { profile: 'koha', mode: 'ignore', lend: { zeroPeriod: true } });
    expect(local(today.dueAt)).toBe('06-13T23:59');
  });

  test('the period goes by the grade of the item', () => {
    const gradedPeriods = { short: days(1), normal: days(2), long: days(3) };
    const of = (grade: 'short' | 'normal' | 'long') => localDue(days(9), { grade, lend: { gradedPeriods } });
    expect([of('short'), of('normal'), of('long')]).toEqual(['06-14T23:59', '06-15T23:59', '06-16T23:59']);
  });

  test('a waiting hold or many of them make it shorter, and the schedule of a fixed loan stays its limit', () => {
    const lend = { holdWaitingPeriod: days(2) };
    expect(localDue(days(9), { lend, holdWaiting: true })).toBe('06-15T23:59');
    expect(localDue(days(9), { lend, holdWaiting: false })).toBe('06-22T23:59');
    expect(localDue(days(9), { holdWaiting: true })).toBe('06-22T23:59');
    expect(codes(days(9), { pressurePeriod: days(3) })).toContain('DUE_HOLD_PRESSURE');
    const fixed = {
      ...lend,
      profile: 'fixed' as const,
      schedules: [{ from: MONDAY, to: MONDAY, due: at('06-14T12:00:00') }],
    };
    expect(localDue(days(9), { profile: 'folio', lend: fixed, holdWaiting: true })).toBe('06-14T12:00');
  });

  test('a fixed date is the one of the range that holds the start, both ends included', () => {
    const schedules = [
      { from: at('06-01T00:00:00'), to: MONDAY, due: at('06-30T12:00:00') },
      { from: MONDAY + 1, to: at('07-01T00:00:00'), due: at('07-30T12:00:00') },
    ];
    const lend = { profile: 'fixed' as const, schedules };
    expect(local(due(null, { lend }).dueAt)).toBe('06-30T23:59');
    expect(local(due(null, { lend, from: MONDAY + 1 }).dueAt)).toBe('07-30T23:59');
    expect(local(due(null, { lend, scheduleAt: MONDAY + 1 }).dueAt)).toBe('07-30T23:59');
    expect(due(null, { lend, from: at('05-01T00:00:00') }).failure).toBe('LOAN_DATE_OUTSIDE_SCHEDULES');
    expect(due(null, { lend: { profile: 'fixed', schedules: [] } }).failure).toBe('LOAN_DATE_OUTSIDE_SCHEDULES');
  });

  test('until a day of the year is the next one of that name, until a date is that date', () => {
    const until = (of: NonNullable<LendTerms['until']>) =>
      local(due(null, { lend: { profile: 'until', until: of } }).dueAt);
    expect(until({ yearly: '06-30' })).toBe('06-30T23:59');
    expect(until({ date: '2022-08-05' })).toBe('08-05T23:59');
    const past = due(null, { lend: { profile: 'until', until: { yearly: '06-13' } } });
    expect(past.dueAt).toBe(inNewYork('2023-06-13T23:59:59'));
    expect(due(null, { lend: { profile: 'until', until: { date: '2022-06-01' } } }).failure).toBe('DUE_TOO_SOON');
    expect(due(null, { lend: { profile: 'until' } }).failure).toBe('PERIOD_MISSING');
  });

  test('a loan without an end has a day that stands for it, and is cut like any other', () => {
    const lend = { profile: 'open-ended' as const };
    expect(due(null, { lend }).dueAt).toBe(Date.parse('2099-01-01T23:59:59-05:00'));
    const bounds = { ...NO_BOUNDS, courseEnds: at('06-24T23:59:59') };
    expect(local(due(null, { lend, bounds }).dueAt)).toBe('06-24T23:59');
  });

  test('a due time is rounded up to the minute or the hour, a due day is not', () => {
    const from = at('06-13T10:20:30');
    const rounded = (rounding: ShapingTerms['rounding']) => localDue(hours(2), { from, shaping: { rounding } });
    expect([rounded('none'), rounded('minute'), rounded('hour')]).toEqual([
      '06-13T12:20',
      '06-13T12:21',
      '06-13T13:00',
    ]);
    expect(localDue(days(2), { from, shaping: { rounding: 'hour' } })).toBe('06-15T23:59');
  });
});

describe('limits and hard dates', () => {
  const limit = (text: string) => [{ from: at('06-01T00:00:00'), to: at('06-30T23:59:59'), due: at(text) }];

  test('a limit is chosen by the start, and having none for it is an error', () => {
    expect(localDue(days(14), { lend: { limitSchedules: limit('06-17T23:59:59') } })).toBe('06-17T23:59');
    expect(localDue(days(14), { lend: { limitSchedules: limit('07-17T23:59:59') } })).toBe('06-27T23:59');
    expect(due(days(14), { lend: { limitSchedules: [] } }).failure).toBe('LOAN_DATE_OUTSIDE_SCHEDULES');
  });

  test('a date that closed days moved past the limit comes back to an open day before it', () => {
    const lend = { limitSchedules: limit('06-19T12:00:00') };
    expect(localDue(days(14), { lend, over: longWeekend })).toBe('06-18T23:59');
    expect(localDue(hours(24 * 6), { profile: 'folio', mode: 'begin_next_hours', lend, over: longWeekend })).toBe(
      '06-13T18:00',
    );
    // The same local day as the limit is within it, at any time of day.
    expect(localDue(days(14), { lend: { limitSchedules: limit('06-17T08:00:00') } })).toBe('06-17T23:59');
  });

  test('a fixed date is a limit in FOLIO and moves forward elsewhere', () => {
    const lend = { profile: 'fixed' as const, schedules: limit('06-20T12:00:00') };
    const mode = 'end_next_open_day';
    expect(local(due(null, { profile: 'folio', mode, lend, over: longWeekend }).dueAt)).toBe('06-18T23:59');
    expect(local(due(null, { mode, lend, over: longWeekend }).dueAt)).toBe('06-21T23:59');
  });

  test('a hard date is a ceiling, the date, or a floor', () => {
    const of = (mode: 'ceiling' | 'exact' | 'floor', text: string) =>
      localDue(days(14), { lend: { hardDate: { at: at(text), mode } } });
    expect(of('ceiling', '06-17T12:00:00')).toBe('06-17T23:59');
    expect(of('ceiling', '07-17T12:00:00')).toBe('06-27T23:59');
    expect(of('exact', '07-15T12:00:00')).toBe('07-15T23:59');
    expect(of('floor', '07-15T12:00:00')).toBe('07-15T23:59');
    expect(of('floor', '06-17T12:00:00')).toBe('06-27T23:59');
  });

  test('a hard date that has passed is left out, applied and told, or refused', () => {
    const lend = { hardDate: { at: at('06-01T23:59:00'), mode: 'ceiling' as const } };
    expect(codes(days(14), { lend })).toContain('DUE_HARD_DATE_PAST');
    expect(localDue(days(14), { lend })).toBe('06-27T23:59');
    const koha = due(days(14), { profile: 'koha', mode: 'ignore', lend });
    expect(koha).toMatchObject({ dueAt: at('06-01T23:59:00'), isTooSoon: true, failure: null });
    expect(due(days(14), { lend, shaping: { hardDatePast: 'refuse' } }).failure).toBe('DUE_INVALID');
  });

  test('Koha looks at closed days before the hard date, so that it may land on one', () => {
    const lend = { hardDate: { at: at('06-19T23:59:00'), mode: 'ceiling' as const } };
    const one = { lend, over: longWeekend };
    expect(localDue(days(14), { ...one, profile: 'koha', mode: 'next_open_day' })).toBe('06-19T23:59');
    expect(localDue(days(14), one)).toBe('06-21T23:59');
  });
});

describe('clamps', () => {
  const expires = (text: string) => ({ ...NO_BOUNDS, patronExpires: at(text) });

  test.each<[ShapingTerms['clampToPatronExpiry'], string, string]>([
    ['none', '06-15T12:00:00', '06-27T23:59'],
    ['exact', '06-15T12:00:00', '06-15T12:00'],
    ['end-of-day', '06-15T12:00:00', '06-15T23:59'],
    ['previous-open-day', '06-15T12:00:00', '06-14T23:59'],
    ['previous-open-day', '06-20T12:00:00', '06-18T23:59'],
    ['previous-opening', '06-15T12:00:00', '06-14T18:00'],
    ['previous-opening', '06-20T08:00:00', '06-18T18:00'],
    ['exact', '07-15T12:00:00', '06-27T23:59'],
  ])('the expiry of the patron: %s %s gives %s', (clampToPatronExpiry, text, expected) => {
    const shaping = { clampToPatronExpiry, openAfterClamp: 'never' as const };
    expect(localDue(days(14), { shaping, bounds: expires(text) })).toBe(expected);
  });

  test('a clamped date on a closed day goes back to an open one, in Koha also one that nothing clamped', () => {
    const shaping = { clampToPatronExpiry: 'end-of-day' as const };
    expect(localDue(days(14), { shaping, bounds: expires('06-19T12:00:00') })).toBe('06-18T23:59');
    const koha = { profile: 'koha' as const, shaping, over: longWeekend, bounds: expires('07-19T12:00:00') };
    expect(localDue(days(6), { ...koha, mode: 'plain_then_avoid_closed_on_clamp' })).toBe('06-18T23:59');
    expect(localDue(days(6), { ...koha, mode: 'ignore' })).toBe('06-19T23:59');
  });

  test('a booking and the end of the course cut to an open time before them', () => {
    const booked = (text: string) => ({ ...NO_BOUNDS, bookingStarts: at(text) });
    expect(due(days(14), { bounds: booked('06-16T13:00:00') })).toMatchObject({
      dueAt: at('06-15T23:59:59'),
      shortened: { by: 'booking' },
    });
    expect(localDue(days(14), { bounds: booked('06-21T00:00:00'), over: longWeekend })).toBe('06-18T23:59');
    expect(localDue(hours(6), { bounds: booked('06-13T13:00:00') })).toBe('06-13T13:00');
    expect(localDue(hours(40), { bounds: booked('06-15T00:00:00') })).toBe('06-14T18:00');
    const course = { ...NO_BOUNDS, courseEnds: at('06-19T23:59:59') };
    expect(due(days(14), { bounds: course })).toMatchObject({
      dueAt: at('06-18T23:59:59'),
      shortened: { by: 'course-end' },
    });
    const system = { clampToBooking: false, clampToCourseEnd: false };
    expect(localDue(days(14), { shaping: system, bounds: booked('06-16T13:00:00') })).toBe('06-27T23:59');
  });

  test('a clamp that leaves too little is told as such, and nothing is lent by it', () => {
    const bounds = { ...NO_BOUNDS, bookingStarts: MONDAY + 60_000 };
    expect(due(hours(2), { bounds })).toMatchObject({ dueAt: null, failure: 'DUE_TOO_SOON', isTooSoon: true });
    const stands = due(hours(2), { bounds, shaping: { whenTooSoon: 'tell' } });
    expect(stands).toMatchObject({ dueAt: MONDAY + 60_000, failure: null, isTooSoon: true });
  });
});

describe('loans in hours near closing', () => {
  const overnight = { allowed: true, windowMinutes: 120, due: 'next-opening' as const, weekendAsOvernight: true };
  const evening = at('06-13T16:30:00');

  test('run overnight to the next opening or to a fixed time of the next open day', () => {
    const shaping = { overnight, openingOffsetMinutes: 60 };
    expect(localDue(hours(4), { from: evening, shaping })).toBe('06-14T10:00');
    const nine = { overnight: { ...overnight, due: { at: '09:30' } } };
    expect(localDue(hours(4), { from: evening, shaping: nine })).toBe('06-14T09:30');
    const saturday = at('06-18T16:30:00');
    expect(localDue(hours(4), { from: saturday, shaping: nine, over: longWeekend })).toBe('06-21T09:30');
  });

  test('are cut where nights are not allowed, the window is past, or closed days lie between', () => {
    expect(localDue(hours(4), { from: evening, shaping: { overnight: { ...overnight, allowed: false } } })).toBe(
      '06-13T18:00',
    );
    expect(localDue(hours(9), { shaping: { overnight, closeBufferMinutes: 15 } })).toBe('06-13T17:45');
    const workdays = { overnight: { ...overnight, weekendAsOvernight: false } };
    expect(localDue(hours(4), { from: at('06-18T16:30:00'), shaping: workdays })).toBe('06-18T18:00');
    expect(localDue(hours(4), { from: evening, shaping: workdays })).toBe('06-14T09:00');
    const always = { overnight: { ...overnight, windowMinutes: null } };
    expect(localDue(hours(9), { shaping: always })).toBe('06-14T09:00');
  });

  test('that would be of no use are refused, with what the night would give', () => {
    const shaping = { overnight: { ...overnight, windowMinutes: 0 }, closeBufferMinutes: 15 };
    const answer = due(hours(4), { from: at('06-13T17:42:00'), shaping });
    expect(answer).toMatchObject({ failure: 'DUE_TOO_SOON', overnight: at('06-14T09:00:00') });
    expect(
      due(hours(4), { from: at('06-13T17:42:00'), shaping: { hoursMode: 'cut_to_closing', closeBufferMinutes: 15 } }),
    ).toMatchObject({
      failure: 'DUE_TOO_SOON',
      overnight: null,
    });
  });

  test('are due after the opening by an offset, which slides to a longer opening or runs on the clock', () => {
    const tue = [
      { open: '09:00', close: '10:00' },
      { open: '12:00', close: '18:00' },
    ];
    const { weekly } = calendar();
    const over = { weekly: weekly && { ...weekly, tue } };
    const extended = (openingOffsetMinutes: number, openingOffsetSlides: ShapingTerms['openingOffsetSlides']) =>
      localDue(hours(9), {
        over,
        shaping: { hoursMode: 'extend_to_next_opening', openingOffsetMinutes, openingOffsetSlides },
      });
    expect(extended(90, 'to-longer-opening')).toBe('06-14T13:30');
    expect(extended(90, 'on-the-clock')).toBe('06-14T10:00');
    expect(extended(200, 'on-the-clock')).toBe('06-14T12:20');
  });
});

describe('Koha', () => {
  const koha = { profile: 'koha' as const };

  test('cuts to the closing of the weekday or extends to the opening of the next, whatever dates are closed', () => {
    const mon = [
      { open: '09:00', close: '12:00' },
      { open: '13:00', close: '18:00' },
    ];
    const { weekly } = calendar();
    const over = { weekly: weekly && { ...weekly, mon }, closures: [closedOn('2022-06-14')] };
    const cut = { ...koha, over, mode: 'next_open_day' as const, shaping: { hoursMode: 'cut_to_closing' as const } };
    expect(localDue(hours(2), { ...cut, from: at('06-13T10:30:00') })).toBe('06-13T12:30');
    expect(localDue(hours(9), cut)).toBe('06-13T18:00');
    expect(due(hours(2), { ...cut, from: at('06-13T19:00:00') })).toMatchObject({
      dueAt: at('06-13T18:00:00'),
      isTooSoon: true,
    });
    const extend = { ...cut, shaping: { hoursMode: 'extend_to_next_opening' as const } };
    expect(localDue(hours(9), extend)).toBe('06-15T10:00');
    expect(localDue(hours(9), { ...extend, mode: 'ignore' })).toBe('06-14T09:00');
    // Without hours for today and tomorrow closing time does not matter.
    expect(localDue(hours(9), { ...cut, over: { weekly: null, closures: [] } })).toBe('06-13T19:00');
  });

  test('sets the hour of a loan in hours that a closed day moves, and leaves the minutes', () => {
    const over = { closures: [closedOn('2022-06-14')] };
    const from = at('06-13T15:20:00');
    expect(localDue(hours(24), { ...koha, mode: 'next_open_day', from, over })).toBe('06-15T10:20');
    expect(localDue(hours(24), { ...koha, mode: 'ignore', from, over })).toBe('06-14T15:20');
  });
});

describe('Evergreen', () => {
  test('counts a day as 24 hours, and any whole number of days ends with its day', () => {
    const from = Date.parse('2022-03-12T23:30:00-05:00');
    const elapsed = due(days(1), { profile: 'evergreen', from });
    // Half past eleven and 24 hours, over the change to summer time, is Monday already.
    expect(elapsed.dueAt).toBe(inNewYork('2022-03-14T23:59:59'));
    expect(due(days(1), { from, mode: 'ignore' }).dueAt).toBe(inNewYork('2022-03-13T23:59:59'));
    expect(due(hours(48), { profile: 'evergreen' })).toMatchObject({ grain: 'day', dueAt: at('06-15T23:59:59') });
    expect(due(hours(47), { profile: 'evergreen' })).toMatchObject({ grain: 'time', dueAt: at('06-15T09:00:00') });
  });
});

describe('clock changes', () => {
  test('hours are elapsed time, days keep the time of day, and a time that does not exist moves forward', () => {
    const from = Date.parse('2022-03-12T02:15:00-05:00');
    const exact = (period: StoredPeriod) => due(period, { profile: 'folio', mode: 'keep_exact', from }).dueAt;
    expect(exact(hours(24))).toBe(Date.parse('2022-03-13T03:15:00-04:00'));
    expect(exact(days(1))).toBe(Date.parse('2022-03-13T03:15:00-04:00'));
    expect(exact(days(2))).toBe(Date.parse('2022-03-14T02:15:00-04:00'));
    expect(exact(hours(48))).toBe(Date.parse('2022-03-14T03:15:00-04:00'));
  });

  test('a month keeps the day of the month, cut to the end of the month', () => {
    const from = Date.parse('2022-01-31T10:00:00-05:00');
    const dueAt = due({ n: 1, unit: 'months' }, { profile: 'folio', mode: 'keep_exact', from }).dueAt;
    expect(dueAt).toBe(Date.parse('2022-02-28T10:00:00-05:00'));
  });
});
