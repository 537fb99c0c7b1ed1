// Fines by full terms, worked by hand.

import { required } from '../../../../../shared/core/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { zoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import { billedPeriods, fineOfUnits, lateFine, type LateLoan } from '../../../../../shared/rules/fines/late-fine.ts';
import { lateUnits } from '../../../../../shared/rules/fines/late-time.ts';
import { overdueTerms, perDay } from '../../../../support/fine-terms.ts';
import { calendar, closedOn, inNewYork } from '../../../../support/small-library.ts';

const clock = required(zoneClock('America/New_York'), () => 'no zone');
const times = (over = {}) => required(openingTimes(calendar(over)), () => 'no times');

/** Due at the end of Friday, June 10th, 2022; Sundays are closed. */
const loan = (inAt: number, over: Partial<LateLoan> = {}): LateLoan => ({
  dueAt: inNewYork('2022-06-10T23:59:59'),
  inAt,
  clock,
  times: times(),
  recalled: false,
  priceMinor: null,
  patronOwesMinor: 0,
  ...over,
});
const tuesday = inNewYork('2022-06-14T10:00:00');

describe('lateness', () => {
  test('in days is a difference of dates: two minutes around midnight are a day', () => {
    const span = loan(inNewYork('2022-06-11T00:01:00'));
    expect(lateUnits({ in: 'days', closedTime: 'count' }, span)).toBe(1);
  });

  test('in days loses each closed date, also the due date itself, down to less than nothing', () => {
    const closed = times({ closures: [closedOn('2022-06-10'), closedOn('2022-06-11')] });
    const span = loan(inNewYork('2022-06-11T00:01:00'), { times: closed });
    expect(lateUnits({ in: 'days', closedTime: 'subtract-closed-dates' }, span)).toBe(-1);
  });

  test('in hours is whole hours, and one as soon as there is any', () => {
    const dueAt = inNewYork('2022-06-10T12:00:00');
    const late = (by: number) => lateUnits({ in: 'hours', closedTime: 'count' }, loan(dueAt + by, { dueAt }));
    expect([late(MINUTE_MS), late(HOUR_MS), late(2 * HOUR_MS - MINUTE_MS), late(0)]).toEqual([1, 1, 1, 0]);
  });

  test('in hours loses 24 for each closed date', () => {
    const dueAt = inNewYork('2022-06-11T12:00:00');
    const span = loan(inNewYork('2022-06-13T12:00:00'), { dueAt });
    expect(lateUnits({ in: 'hours', closedTime: 'subtract-closed-dates' }, span)).toBe(24);
  });

  test('in minutes cuts both ends to the minute', () => {
    const span = loan(inNewYork('2022-06-10T12:02:01'), { dueAt: inNewYork('2022-06-10T12:00:59') });
    expect(lateUnits({ in: 'minutes', closedTime: 'count' }, span)).toBe(2);
  });

  test('in open hours never counts more than all time does, also where only seconds make the difference', () => {
    const dueAt = inNewYork('2022-06-10T12:00:59');
    const span = loan(dueAt + HOUR_MS * 3 - 30_000, { dueAt, times: null });
    const late = (closedTime: 'count' | 'open-only') => lateUnits({ in: 'hours', closedTime }, span);
    expect([late('count'), late('open-only')]).toEqual([2, 2]);
  });

  test('in open minutes adds up openings; ones that overlap count once, and without a calendar all time counts', () => {
    const overlapping = {
      mon: [
        { open: '09:00', close: '12:00' },
        { open: '11:00', close: '13:00' },
      ],
    };
    const weekly = { ...required(calendar().weekly, () => 'no hours'), ...overlapping };
    const span = loan(tuesday, { times: times({ weekly }) });
    const lateness = { in: 'minutes' as const, closedTime: 'open-only' as const };
    // Saturday nine to six, Monday nine to one, Tuesday nine to ten.
    expect(lateUnits(lateness, span)).toBe((9 + 4 + 1) * 60);
    expect(lateUnits(lateness, loan(tuesday, { times: null }))).toBe(3 * 1440 + 601);
  });
});

describe('a fine', () => {
  test('charges each period that has begun, or only whole ones', () => {
    expect(lateFine(overdueTerms(), loan(tuesday))).toEqual({
      amountMinor: 40,
      late: tuesday - inNewYork('2022-06-10T23:59:59'),
      charged: 4,
      cappedBy: null,
    });
    const atEnd = { rate: { ...required(perDay(10).rate, () => 'no rate'), chargeAt: 'end' as const }, capMinor: null };
    expect(lateFine(overdueTerms({ normal: atEnd }), loan(tuesday)).amountMinor).toBe(30);
  });

  test('leaves out periods that end on a closed day', () => {
    const terms = overdueTerms({ lateness: { in: 'elapsed', closedTime: 'skip-closed-ends' } });
    expect(lateFine(terms, loan(tuesday)).amountMinor).toBe(30);
    expect(billedPeriods(terms, loan(tuesday))).toBe(3);
  });

  test('ends its periods of days at the same time of day when the clocks change', () => {
    const terms = overdueTerms({ lateness: { in: 'elapsed', closedTime: 'skip-closed-ends' } });
    // Clocks go forward in the night to March 13th; the first period ends on Saturday, the second on closed Sunday.
    const dueAt = Date.parse('2022-03-11T23:59:59-05:00');
    const back = Date.parse('2022-03-14T12:00:00-04:00');
    expect(lateFine(terms, loan(back, { dueAt })).charged).toBe(2);
  });

  test('costs nothing up to the grace, and then all of it or only what is past it', () => {
    const grace = { ...overdueTerms().grace, period: { n: 2, unit: 'days' as const } };
    const [inGrace, after] = [inNewYork('2022-06-12T23:59:59'), inNewYork('2022-06-13T00:00:00')];
    expect(lateFine(overdueTerms({ grace }), loan(inGrace)).amountMinor).toBe(0);
    expect(lateFine(overdueTerms({ grace }), loan(after)).amountMinor).toBe(30);
    const subtracted = overdueTerms({ grace: { ...grace, mode: 'subtracted' } });
    expect(lateFine(subtracted, loan(after)).amountMinor).toBe(10);
  });

  test('of a recalled loan has its own rate, and no grace where recalls take it away', () => {
    const grace = { ...overdueTerms().grace, period: { n: 1, unit: 'weeks' as const }, ignoredForRecall: true };
    const terms = overdueTerms({ grace, recalled: perDay(100) });
    expect(lateFine(terms, loan(tuesday)).amountMinor).toBe(0);
    expect(lateFine(terms, loan(tuesday, { recalled: true })).amountMinor).toBe(400);
    expect(lateFine({ ...terms, recalled: null }, loan(tuesday, { recalled: true })).amountMinor).toBe(40);
  });

  test('stops at the cap of the loan, at the price, and at what a patron can owe', () => {
    const terms = overdueTerms({ normal: perDay(10, 35), capAtPrice: true, patronCapMinor: 50 });
    expect(lateFine(terms, loan(tuesday))).toMatchObject({ amountMinor: 35, cappedBy: 'loan' });
    expect(lateFine(terms, loan(tuesday, { priceMinor: 20 }))).toMatchObject({ amountMinor: 20, cappedBy: 'price' });
    const owing = loan(tuesday, { patronOwesMinor: 45 });
    expect(lateFine(terms, owing)).toMatchObject({ amountMinor: 5, cappedBy: 'patron' });
    expect(lateFine(terms, { ...owing, patronOwesMinor: 80 }).amountMinor).toBe(0);
  });

  test('may pass the cap by the step that reaches it', () => {
    const terms = overdueTerms({ normal: perDay(10, 35), overshoot: true });
    expect(lateFine(terms, loan(tuesday)).amountMinor).toBe(40);
  });

  test('of a known lateness is the same', () => {
    const terms = overdueTerms({ lateness: { in: 'minutes', closedTime: 'count' } });
    const fined = { recalled: false, priceMinor: null, patronOwesMinor: 0 };
    expect(fineOfUnits(terms, 1440, fined).amountMinor).toBe(10);
    expect(fineOfUnits(terms, 1441, fined).amountMinor).toBe(20);
  });
});
