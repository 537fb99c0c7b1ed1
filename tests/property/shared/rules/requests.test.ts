// Recalls never lengthen a loan by themselves, bans grow with lateness, and a copy fills the same hold in any order of
// the list.

import fc from 'fast-check';
import { required } from '../../../../shared/core/assert.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { ClosedDayModeSchema } from '../../../../shared/rules/calendar/closed-day-mode.ts';
import { openingTimes } from '../../../../shared/rules/calendar/opening-times.ts';
import { shapingOf } from '../../../../shared/rules/due/shaping-of.ts';
import { banDays, banEnd } from '../../../../shared/rules/fines/ban.ts';
import { chooseHold, HOLD_KEYS, type HoldCandidate } from '../../../../shared/rules/holds/choose-hold.ts';
import { judgeHold } from '../../../../shared/rules/holds/judge-hold.ts';
import { shelfExpiry } from '../../../../shared/rules/holds/shelf-expiry.ts';
import { ProfileNameSchema } from '../../../../shared/rules/model/profile-name.ts';
import type { BanTerms } from '../../../../shared/rules/model/policy/ban.ts';
import type { RecallTerms } from '../../../../shared/rules/model/policy/recall.ts';
import { recallDue } from '../../../../shared/rules/recalls/recall-due.ts';
import { someCalendar, someInstant, somePeriod } from '../../../support/arbitrary-rules.ts';
import { holdQuestion, holdTerms } from '../../../support/request-terms.ts';

const storedPeriod = fc.oneof(
  { weight: 8, arbitrary: somePeriod },
  fc.record({ n: fc.option(fc.integer()), unit: fc.option(fc.constantFrom('days', 'years', '')) }),
);
const someRecall: fc.Arbitrary<RecallTerms> = fc.record({
  allowed: fc.constant(null),
  perRecord: fc.constant(null),
  onShelf: fc.constant('no'),
  minimumGuaranteed: fc.option(storedPeriod),
  returnInterval: fc.option(storedPeriod),
  overdueReturnInterval: fc.option(storedPeriod),
  mayExtendOverdue: fc.boolean(),
  mayLengthen: fc.boolean(),
  timeOfDay: fc.constantFrom('now', 'current-due'),
  changesOnce: fc.boolean(),
});
const shaping = fc
  .tuple(fc.constantFrom(...ProfileNameSchema.options), fc.constantFrom(...ClosedDayModeSchema.options))
  .map(([profile, mode]) => shapingOf(profile, mode));
const grain = fc.constantFrom('day' as const, 'time' as const);
const days = fc.integer({ min: -40, max: 40 });

describe('a recall', () => {
  test('never makes a loan longer, save an overdue one that may be extended, and says whether it changed it', () => {
    fc.assert(
      fc.property(
        someRecall,
        someCalendar,
        fc.record({ now: someInstant, shaping, grain, loanDays: days, dueDays: days, changedByRecall: fc.boolean() }),
        (terms, calendar, { now, loanDays, dueDays, changedByRecall, ...closed }) => {
          const loan = { loanAt: now - Math.abs(loanDays) * DAY_MS, dueAt: now + dueDays * DAY_MS, changedByRecall };
          const times = required(openingTimes(calendar), () => 'no times');
          const due = recallDue(terms, { ...closed, now, times, loan });
          if (!due.ok) return;
          const mayGetLater = terms.mayLengthen || (terms.mayExtendOverdue && loan.dueAt < now);
          if (!mayGetLater) expect(due.value.dueAt).toBeLessThanOrEqual(loan.dueAt);
          if (terms.changesOnce && changedByRecall) expect(due.value.dueAt).toBe(loan.dueAt);
          expect(due.value.changed).toBe(due.value.dueAt !== loan.dueAt);
        },
      ),
      { numRuns: 400 },
    );
  });
});

const count = fc.nat({ max: 40 });
const banRate = fc.record({ flatDays: count, daysPerUnit: count, perUnits: count, maxDays: fc.option(count) });
const someBan: fc.Arbitrary<BanTerms> = fc.record({
  rate: banRate,
  graceUnits: count,
  openDaysOnly: fc.boolean(),
  cumulative: fc.boolean(),
  ladder: fc.constant([]),
});

describe('a ban', () => {
  test('grows with lateness, never past its limit, and is none within the grace', () => {
    fc.assert(
      fc.property(
        someBan,
        fc.constantFrom('days' as const, 'hours' as const),
        fc.nat(),
        fc.nat(),
        (terms, unit, a, b) => {
          const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
          const ban = (late: number) => banDays(terms, { late, unit });
          expect(ban(sooner)).toBeLessThanOrEqual(ban(later));
          expect(Number.isSafeInteger(ban(later))).toBe(true);
          if (terms.rate.maxDays !== null) expect(ban(later)).toBeLessThanOrEqual(terms.rate.maxDays);
          expect(ban(terms.graceUnits)).toBe(0);
        },
      ),
    );
  });

  test('ends after the return, and no sooner than a ban that runs', () => {
    fc.assert(
      fc.property(
        someBan,
        someCalendar,
        fc.record({ at: someInstant, until: fc.option(someInstant), n: count }),
        (terms, calendar, { at, until, n }) => {
          const times = required(openingTimes(calendar), () => 'no times');
          const end = banEnd(terms, { days: n, returnedAt: at, bannedUntil: until, clock: times.clock, times });
          if (end === null) return;
          expect(end).toBeGreaterThan(at);
          if (until !== null && until > at) expect(end).toBeGreaterThanOrEqual(until);
        },
      ),
    );
  });
});

const keys: fc.Arbitrary<HoldCandidate['keys']> = fc
  .array(fc.tuple(fc.constantFrom(...HOLD_KEYS), fc.nat({ max: 3 })), { maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs));
const someHolds: fc.Arbitrary<HoldCandidate[]> = fc.uniqueArray(
  fc.record({ id: fc.string({ maxLength: 2 }), isReady: fc.boolean(), isSuspended: fc.boolean(), keys }),
  { selector: ({ id }) => id, maxLength: 6 },
);

describe('holds', () => {
  test('are filled in an order that does not depend on how they are listed', () => {
    fc.assert(
      fc.property(someHolds, fc.shuffledSubarray([...HOLD_KEYS]), (holds, order) => {
        expect(chooseHold(holds.toReversed(), order)).toEqual(chooseHold(holds, order));
      }),
    );
  });

  test('that are allowed stay so with fewer holds placed', () => {
    const counts = fc.record({ underRule: count, onRecord: count, today: count, total: count });
    const limits = fc.record({
      underRule: fc.option(count),
      perRecord: fc.option(count),
      perDay: fc.option(count),
      total: fc.option(count),
    });
    fc.assert(
      fc.property(limits, counts, (terms, placed) => {
        const found = (now: typeof placed) => judgeHold(holdQuestion({ terms: holdTerms(terms), counts: now })).length;
        const fewer = { ...placed, total: Math.max(placed.total - 1, 0), today: 0 };
        expect(found(fewer)).toBeLessThanOrEqual(found(placed));
      }),
    );
  });

  test('wait on the shelf at least until the period is over where closed time moves its end forward', () => {
    const forward = fc.constantFrom('next_open_day' as const, 'end_next_open_day' as const, 'keep_exact' as const);
    fc.assert(
      fc.property(someCalendar, someInstant, storedPeriod, forward, (calendar, waitingSince, period, mode) => {
        // Beyond the last representable date nothing moves forward any more.
        fc.pre((period.n ?? 0) < 1_000_000);
        const times = required(openingTimes(calendar), () => 'no times');
        const question = { now: waitingSince, waitingSince, period, times, shaping: shapingOf('folio', mode) };
        const plain = shelfExpiry({ ...question, shaping: shapingOf('folio', 'keep_exact') });
        const end = shelfExpiry(question);
        if (end.ok && plain.ok) expect(end.value).toBeGreaterThanOrEqual(Math.floor(plain.value / 1000) * 1000);
      }),
    );
  });
});
