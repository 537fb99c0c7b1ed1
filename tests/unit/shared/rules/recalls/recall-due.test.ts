// The due date of a loan after a recall.

import { required } from '../../../../../shared/core/assert.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import { recallDue, type RecallQuestion } from '../../../../../shared/rules/recalls/recall-due.ts';
import { calendar, closedOn, inNewYork } from '../../../../support/small-library.ts';
import { recallTerms } from '../../../../support/request-terms.ts';

/** Lent on June 1st for three weeks, recalled on the 2nd. */
const question = (over: Partial<RecallQuestion> = {}): RecallQuestion => ({
  now: inNewYork('2022-06-02T10:00:00'),
  times: required(openingTimes(calendar()), () => 'no times'),
  shaping: shapingOf('folio', 'keep_exact'),
  grain: 'day',
  loan: { loanAt: inNewYork('2022-06-01T10:00:00'), dueAt: inNewYork('2022-06-22T23:59:59'), changedByRecall: false },
  ...over,
});
const due = (text: string, changed = true) => ({ ok: true, value: { dueAt: inNewYork(text), changed } });
const kept = due('2022-06-22T23:59:59', false);
const overdue = question({ now: inNewYork('2022-06-30T10:00:00') });

describe('a recall', () => {
  test('gives the time for bringing back, but not less than what was guaranteed', () => {
    const none = { minimumGuaranteed: null };
    expect(recallDue(recallTerms(none), question())).toEqual(due('2022-06-09T10:00:00'));
    expect(recallDue(recallTerms(), question())).toEqual(due('2022-06-15T10:00:00'));
    expect(recallDue(recallTerms({ ...none, returnInterval: null }), question())).toEqual(due('2022-06-02T10:00:00'));
  });

  test('never makes a loan longer, whether by its interval, its guarantee or closed days', () => {
    const long = recallTerms({ returnInterval: { n: 2, unit: 'months' } });
    expect(recallDue(long, question())).toEqual(kept);
    const guaranteed = recallTerms({ minimumGuaranteed: { n: 2, unit: 'months' } });
    expect(recallDue(guaranteed, question())).toEqual(kept);
    const closed = calendar({
      closures: [15, 16, 17, 18, 20, 21, 22, 23, 24].map((day) => closedOn(`2022-06-${day}`)),
    });
    const times = required(openingTimes(closed), () => 'no times');
    const shaping = shapingOf('folio', 'end_next_open_day');
    expect(recallDue(recallTerms(), question({ times, shaping }))).toEqual(kept);
  });

  test('moves out of closed days', () => {
    const times = required(openingTimes(calendar({ closures: [closedOn('2022-06-15')] })), () => 'no times');
    const shaping = shapingOf('folio', 'end_next_open_day');
    expect(recallDue(recallTerms(), question({ times, shaping }))).toEqual(due('2022-06-16T23:59:59'));
    const never = calendar({ weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } });
    const closed = required(openingTimes(never), () => 'no times');
    expect(recallDue(recallTerms(), question({ times: closed, shaping }))).toEqual({
      ok: false,
      error: 'NO_OPEN_DAYS',
    });
  });

  test('leaves an overdue loan alone, unless it may extend it', () => {
    expect(recallDue(recallTerms(), overdue)).toEqual(kept);
    const extending = recallTerms({ mayExtendOverdue: true });
    expect(recallDue(extending, overdue)).toEqual(due('2022-07-07T10:00:00'));
    const longer = recallTerms({ mayExtendOverdue: true, overdueReturnInterval: { n: 3, unit: 'weeks' } });
    expect(recallDue(longer, overdue)).toEqual(due('2022-07-21T10:00:00'));
  });

  test('does not change a loan again that a recall has changed', () => {
    const again = question({ loan: { ...question().loan, changedByRecall: true } });
    expect(recallDue(recallTerms(), again)).toEqual(kept);
    expect(recallDue(recallTerms({ changesOnce: false }), again)).toEqual(due('2022-06-15T10:00:00'));
  });

  test('may set a new date of its own at the time of day that the loan was due', () => {
    const terms = recallTerms({
      minimumGuaranteed: null,
      returnInterval: { n: 3, unit: 'days' },
      mayLengthen: true,
      timeOfDay: 'current-due',
      changesOnce: false,
    });
    expect(recallDue(terms, question())).toEqual(due('2022-06-05T23:59:59'));
    expect(recallDue(terms, overdue)).toEqual(due('2022-07-03T23:59:59'));
  });

  test('is refused by a setting that is there and says nothing that can be read', () => {
    const faults = [
      [{ n: null, unit: null }, 'PERIOD_MISSING'],
      [{ n: 1, unit: 'years' }, 'PERIOD_UNIT_UNKNOWN'],
      [{ n: -5, unit: 'days' }, 'PERIOD_DURATION_INVALID'],
    ] as const;
    for (const [period, error] of faults) {
      expect(recallDue(recallTerms({ minimumGuaranteed: period }), question())).toEqual({ ok: false, error });
      expect(recallDue(recallTerms({ returnInterval: period }), question())).toEqual({ ok: false, error });
    }
  });
});
