// Fines grow with lateness, never past their cap, and closed days never make them higher.

import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../shared/rules/calendar/opening-times.ts';
import type { OverduePolicy } from '../../../../shared/rules/model/policy.ts';
import { reminderFees, remindersOf } from '../../../../shared/rules/fines/reminder-fees.ts';
import { overdueFine } from '../../../../shared/rules/overdue-fine.ts';
import { someCalendar, someInstant } from '../../../support/arbitrary-rules.ts';
import { overdueTerms } from '../../../support/fine-terms.ts';

const policy: fc.Arbitrary<OverduePolicy> = fc.record({
  rateMinor: fc.nat({ max: 300 }),
  perMs: fc.constantFrom(MINUTE_MS * 30, HOUR_MS, DAY_MS, 7 * DAY_MS),
  graceMs: fc.constantFrom(0, HOUR_MS, DAY_MS),
  maxMinor: fc.nat({ max: 2000 }),
  closedDays: fc.constantFrom('count' as const, 'skip-closed-ends' as const),
});
const lateness = fc.integer({ min: -DAY_MS, max: 60 * DAY_MS });
/** Two lengths of lateness, the shorter first. */
const twoLengths = fc.tuple(lateness, lateness).map((both) => both.toSorted((a, b) => a - b));

describe('an overdue fine', () => {
  test('is monotone in lateness, never above its cap, and never more for closed days', () => {
    fc.assert(
      fc.property(policy, someCalendar, someInstant, twoLengths, (terms, calendar, dueAt, [short = 0, long = 0]) => {
        const times = openingTimes(calendar);
        const isClosedAt = (at: number) => times?.isClosedAt(at) ?? false;
        const [sooner, later] = [dueAt + short, dueAt + long];
        const fine = overdueFine(terms, dueAt, later, isClosedAt);
        expect(overdueFine(terms, dueAt, sooner, isClosedAt)).toBeLessThanOrEqual(fine);
        if (terms.maxMinor > 0) expect(fine).toBeLessThanOrEqual(terms.maxMinor);
        expect(fine).toBeLessThanOrEqual(overdueFine({ ...terms, closedDays: 'count' }, dueAt, later, isClosedAt));
        expect(Number.isSafeInteger(fine)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const reminder = fc.record({
  after: fc.record({ n: fc.integer({ min: 1, max: 20 }), unit: fc.constantFrom('hours', 'days', 'weeks') }),
  feeMinor: fc.nat({ max: 500 }),
});

test('fees for reminders grow with lateness, up to those of all of them', () => {
  const counted = fc.constantFrom('count' as const, 'subtract-closed-dates' as const);
  const someReminders = fc.tuple(fc.array(reminder, { maxLength: 5 }), counted);
  fc.assert(
    fc.property(someReminders, someCalendar, someInstant, twoLengths, ([sent, closedTime], calendar, dueAt, two) => {
      const times = openingTimes(calendar);
      if (times === null) throw new Error(`no zone ${calendar.zone}`);
      const terms = overdueTerms({ reminders: sent, lateness: { in: 'days', closedTime } });
      const all = remindersOf(terms, dueAt, { clock: times.clock, times });
      const [sooner = 0, later = 0] = two.map((late) => reminderFees(all, dueAt + late).amountMinor);
      expect(sooner).toBeLessThanOrEqual(later);
      expect(later).toBeLessThanOrEqual(sent.reduce((sum, { feeMinor }) => sum + feeMinor, 0));
      if ((two[1] ?? 0) <= 0) expect(later).toBe(0);
    }),
    { numRuns: 300 },
  );
});
