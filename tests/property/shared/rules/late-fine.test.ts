// Fines by full terms grow with lateness, never pass their caps, cost no more where closed time is left out, and are always whole money.

import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { openingTimes } from '../../../../shared/rules/calendar/opening-times.ts';
import { zoneClock } from '../../../../shared/rules/calendar/zone-clock.ts';
import { required } from '../../../../shared/core/assert.ts';
import { lateFine, type FinedLoan } from '../../../../shared/rules/fines/late-fine.ts';
import type { Calendar } from '../../../../shared/rules/model/calendar.ts';
import type { OverdueTerms } from '../../../../shared/rules/model/policy/overdue.ts';
import { someCalendar, someInstant } from '../../../support/arbitrary-rules.ts';
import { someOverdueTerms } from '../../../support/fine-terms.ts';

/** Any lateness, and those of a few periods, where one more of them is seen before a cap is reached. */
const lateness = fc.oneof(
  fc.integer({ min: -DAY_MS, max: 90 * DAY_MS }),
  fc.tuple(fc.nat({ max: 40 }), fc.constantFrom(MINUTE_MS, HOUR_MS, DAY_MS)).map(([n, unit]) => n * unit),
);
const someLoan = fc.record({
  recalled: fc.boolean(),
  priceMinor: fc.option(fc.nat({ max: 3000 })),
  patronOwesMinor: fc.nat({ max: 3000 }),
});

type Case = {
  readonly terms: OverdueTerms;
  readonly calendar: Calendar;
  readonly dueAt: number;
  readonly loan: FinedLoan;
};

const someCase: fc.Arbitrary<Case> = fc.record({
  terms: someOverdueTerms,
  calendar: someCalendar,
  dueAt: someInstant,
  loan: someLoan,
});

/** A day that is taken off an hourly loan goes all at once, at midnight: the one way of counting that may step back. */
const stepsBack = ({ lateness: { in: unit, closedTime } }: OverdueTerms) =>
  closedTime === 'subtract-closed-dates' && unit !== 'days';

const fineAt = ({ terms, calendar, dueAt, loan }: Case, late: number) =>
  lateFine(terms, {
    ...loan,
    dueAt,
    inAt: dueAt + late,
    clock: required(zoneClock(calendar.zone), () => 'no zone'),
    times: openingTimes(calendar),
  });

describe('a fine by full terms', () => {
  test('is monotone in lateness', () => {
    fc.assert(
      fc.property(someCase, lateness, lateness, (one, a, b) => {
        fc.pre(!stepsBack(one.terms));
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
        expect(fineAt(one, sooner).amountMinor).toBeLessThanOrEqual(fineAt(one, later).amountMinor);
      }),
      { numRuns: 400 },
    );
  });

  test('never passes its caps, save for the step that reaches the cap of the loan', () => {
    fc.assert(
      fc.property(someCase, lateness, (one, late) => {
        const { amountMinor } = fineAt(one, late);
        const { capMinor, rate } = (one.loan.recalled ? one.terms.recalled : null) ?? one.terms.normal;
        const step = one.terms.overshoot ? Math.max((rate?.amountMinor ?? 0) - 1, 0) : 0;
        if (capMinor !== null) expect(amountMinor).toBeLessThanOrEqual(capMinor + step);
        if (one.terms.capAtPrice && one.loan.priceMinor !== null)
          expect(amountMinor).toBeLessThanOrEqual(one.loan.priceMinor);
        if (one.terms.patronCapMinor !== null)
          expect(amountMinor).toBeLessThanOrEqual(Math.max(one.terms.patronCapMinor - one.loan.patronOwesMinor, 0));
      }),
      { numRuns: 400 },
    );
  });

  test('is whole money, none before the loan is due, and never more for closed time', () => {
    fc.assert(
      fc.property(someCase, lateness, (one, late) => {
        const { amountMinor } = fineAt(one, late);
        expect(Number.isSafeInteger(amountMinor)).toBe(true);
        expect(amountMinor).toBeGreaterThanOrEqual(0);
        if (late <= 0) expect(amountMinor).toBe(0);
        const counted = { ...one.terms, lateness: { ...one.terms.lateness, closedTime: 'count' as const } };
        expect(amountMinor).toBeLessThanOrEqual(fineAt({ ...one, terms: counted }, late).amountMinor);
      }),
      { numRuns: 400 },
    );
  });

  test('is total at the edges of time', () => {
    const edges = fc.constantFrom(Number.MIN_SAFE_INTEGER, -8.64e15, 0, 8.64e15, Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(someCase, edges, edges, (one, dueAt, inAt) => {
        expect(Number.isSafeInteger(fineAt({ ...one, dueAt }, inAt - dueAt).amountMinor)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});
