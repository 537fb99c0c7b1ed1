// Properties of every due date, for any calendar and rule.

import fc from 'fast-check';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { openingTimes, type OpeningTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { writeDay, dayOf } from '../../../../../shared/rules/calendar/local-time.ts';
import type { PolicyDueAnswer } from '../../../../../shared/rules/due/due-by-policy.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import { isDayGranular, type Period } from '../../../../../shared/rules/model/period.ts';
import type { Gives } from '../../../../../shared/rules/model/rule-set.ts';
import { someCalendar, someInstant, somePeriod } from '../../../../support/arbitrary-rules.ts';
import { dueByGives } from '../../../../support/due-by-gives.ts';

function timesOf(calendar: Calendar): OpeningTimes {
  const times = openingTimes(calendar);
  if (times === null) throw new Error(`no zone ${calendar.zone}`);
  return times;
}

function due(calendar: Calendar, now: number, period: Period, gives: Gives = {}): PolicyDueAnswer {
  return dueByGives(timesOf(calendar), { now, period, gives });
}

const closingRules: fc.Arbitrary<Gives> = fc.record(
  {
    hoursMode: fc.constantFrom('ignore' as const, 'cut_to_closing' as const, 'extend_to_next_opening' as const),
    closeBufferMinutes: fc.nat({ max: 90 }),
    openingOffsetMinutes: fc.nat({ max: 300 }),
    overnight: fc.record({ windowMinutes: fc.nat({ max: 300 }) }),
    hardDate: fc.record({ at: someInstant, mode: fc.constantFrom('ceiling' as const, 'exact' as const) }),
  },
  { requiredKeys: [] },
);
const dayPeriod = fc.record({
  n: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('days' as const, 'weeks' as const),
});

describe('a due date', () => {
  test('is never before the loan, and is there or its failure is named', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, somePeriod, closingRules, (calendar, now, period, gives) => {
        const answer = due(calendar, now, period, gives);
        expect(answer.dueAt === null).toBe(answer.failure !== null);
        if (answer.dueAt !== null) expect(answer.dueAt).toBeGreaterThan(now + 5 * 60_000);
      }),
      { numRuns: 300 },
    );
  });

  test('of a loan in days is the end of a day that is open', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, dayPeriod, (calendar, now, period) => {
        const { dueAt } = due(calendar, now, period);
        if (dueAt === null) return;
        const times = timesOf(calendar);
        expect(times.isOpenDay(dayOf(times.clock.toLocal(dueAt)))).toBe(true);
        expect(times.clock.toLocal(dueAt) % DAY_MS).toBe(DAY_MS - 1000);
      }),
      { numRuns: 300 },
    );
  });

  test('of a loan in days is never made earlier by one more closed day', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, dayPeriod, fc.nat({ max: 3 }), (calendar, now, period, after) => {
        const before = due(calendar, now, period).dueAt;
        if (before === null) return;
        const clock = timesOf(calendar).clock;
        const day = dayOf(clock.toLocal(before)) - after;
        const closure = { from: `${writeDay(day)}T00:00`, to: `${writeDay(day + 1)}T00:00`, name: 'One more' };
        const later = due({ ...calendar, closures: [...calendar.closures, closure] }, now, period).dueAt;
        expect(later ?? Infinity).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('of a longer loan in days is never earlier', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, fc.integer({ min: 1, max: 60 }), (calendar, now, n) => {
        const shorter = due(calendar, now, { n, unit: 'days' }).dueAt;
        const longer = due(calendar, now, { n: n + 1, unit: 'days' }).dueAt;
        if (shorter !== null) expect(longer ?? Infinity).toBeGreaterThanOrEqual(shorter);
      }),
      { numRuns: 200 },
    );
  });

  test('cut to closing is never after the end of its plain period, save when lent while closed', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, somePeriod, (calendar, now, period) => {
        fc.pre(!isDayGranular(period) && period.n > 0 && period.n < 10_000);
        fc.pre(timesOf(calendar).openingAt(now) !== null);
        const cut = due(calendar, now, period, { hoursMode: 'cut_to_closing' }).dueAt;
        const plainMs = period.n * (period.unit === 'hours' ? 3_600_000 : 60_000);
        if (cut !== null) expect(cut).toBeLessThanOrEqual(now + plainMs);
      }),
      { numRuns: 200 },
    );
  });
});
