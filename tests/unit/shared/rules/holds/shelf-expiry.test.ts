// Until when an item waits on the hold shelf.

import { required } from '../../../../../shared/core/assert.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import type { ClosedDayMode } from '../../../../../shared/rules/calendar/closed-day-mode.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import { shelfExpiry, type ShelfQuestion } from '../../../../../shared/rules/holds/shelf-expiry.ts';
import { calendar, closedOn, days, hours, inNewYork } from '../../../../support/small-library.ts';

const times = required(openingTimes(calendar({ closures: [closedOn('2022-06-13')] })), () => 'no times');

/** Put on the shelf on Friday, June 10th, 2022; Sunday and Monday are closed. */
const until = (mode: ClosedDayMode, over: Partial<ShelfQuestion> = {}) => {
  const waitingSince = inNewYork('2022-06-10T10:00:00');
  return shelfExpiry({
    now: waitingSince,
    waitingSince,
    period: days(2),
    times,
    shaping: shapingOf('folio', mode),
    ...over,
  });
};
const at = (text: string) => ({ ok: true, value: inNewYork(text) });

describe('the hold shelf', () => {
  test('ends with a day, open or not, or at the end of an open one', () => {
    expect(until('keep_exact')).toEqual(at('2022-06-12T10:00:00'));
    expect(until('end_of_due_day')).toEqual(at('2022-06-12T23:59:59'));
    expect(until('end_previous_open_day')).toEqual(at('2022-06-11T23:59:59'));
    expect(until('end_next_open_day')).toEqual(at('2022-06-14T23:59:59'));
  });

  test('may count open days only', () => {
    expect(until('skip_closed_days')).toEqual(at('2022-06-14T23:59:59'));
  });

  test('of hours ends with the hours that are running, or at the next opening', () => {
    expect(until('end_current_hours', { period: hours(12) })).toEqual(at('2022-06-10T18:00:00'));
    expect(until('begin_next_hours', { period: hours(12) })).toEqual(at('2022-06-11T09:00:00'));
    expect(until('keep_exact', { period: hours(12) })).toEqual(at('2022-06-10T22:00:00'));
  });

  test('has no end where the period says nothing, or no day is open', () => {
    expect(until('keep_exact', { period: { n: null, unit: 'days' } })).toEqual({ ok: false, error: 'PERIOD_MISSING' });
    const never = calendar({ weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } });
    const closed = { times: required(openingTimes(never), () => 'no times') };
    expect(until('end_next_open_day', closed)).toEqual({ ok: false, error: 'NO_OPEN_DAYS' });
    expect(until('skip_closed_days', closed)).toEqual({ ok: false, error: 'NO_OPEN_DAYS' });
  });
});
