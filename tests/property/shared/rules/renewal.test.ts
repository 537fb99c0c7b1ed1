// Properties of every renewal, for any terms, calendar and waiting patrons.

import fc from 'fast-check';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { openingTimes, type OpeningTimes } from '../../../../shared/rules/calendar/opening-times.ts';
import { ClosedDayModeSchema } from '../../../../shared/rules/calendar/closed-day-mode.ts';
import { shapingOf } from '../../../../shared/rules/due/shaping-of.ts';
import { BLAMELESS } from '../../../../shared/rules/judge/patron-standing.ts';
import type { Calendar } from '../../../../shared/rules/model/calendar.ts';
import { NO_LEND_TERMS } from '../../../../shared/rules/model/policy/lend.ts';
import { PLAIN_RENEW_TERMS, RenewTermsSchema, type RenewTerms } from '../../../../shared/rules/model/policy/renew.ts';
import { ProfileNameSchema } from '../../../../shared/rules/model/profile-name.ts';
import { judgeRenewal } from '../../../../shared/rules/renewal/judge-renewal.ts';
import { renewLoan } from '../../../../shared/rules/renewal/renew-loan.ts';
import { latestAutoRenewal, soonestRenewal } from '../../../../shared/rules/renewal/renewal-window.ts';
import {
  isHoldInTheWay,
  type OtherCopy,
  type WaitingRequest,
} from '../../../../shared/rules/renewal/waiting-requests.ts';
import { someCalendar, someInstant, somePeriod } from '../../../support/arbitrary-rules.ts';
import { mainTimes, renewalQuestion, renewedLoan } from '../../../support/rule-questions.ts';

function timesOf(calendar: Calendar): OpeningTimes {
  const times = openingTimes(calendar);
  if (times === null) throw new Error(`no zone ${calendar.zone}`);
  return times;
}

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const oneOf = <T extends string>({ options }: { readonly options: readonly T[] }) => fc.constantFrom(...options);
const someCount = fc.nat({ max: 4 });
const shape = RenewTermsSchema.shape;

const someTerms: fc.Arbitrary<RenewTerms> = fc.record({
  allowed: fc.boolean(),
  maxCount: orNull(someCount),
  maxUnseen: orNull(someCount),
  maxTotal: orNull(somePeriod),
  from: oneOf(shape.from),
  period: orNull(somePeriod),
  schedules: fc.constant(null),
  limitSchedules: fc.constant(null),
  notBefore: orNull(fc.record({ period: somePeriod, precision: fc.constantFrom('exact' as const, 'day' as const) })),
  auto: fc.record({
    on: fc.boolean(),
    notBefore: orNull(somePeriod),
    notAfter: orNull(somePeriod),
    hardDate: orNull(fc.constantFrom('2021-02-28', '2022-12-31', '2023-06-15')),
    finesLimitMinor: orNull(fc.nat()),
    blocksExpired: fc.boolean(),
  }),
  withHold: oneOf(shape.withHold),
  withHoldPeriod: orNull(somePeriod),
  whenOverdue: oneOf(shape.whenOverdue),
  blocksRestricted: fc.boolean(),
  blocksExpired: fc.boolean(),
  extendUnused: orNull(fc.record({ minimumRun: somePeriod })),
});

const someRequest: fc.Arbitrary<WaitingRequest> = fc.record({
  kind: fc.constantFrom('hold' as const, 'recall' as const, 'page' as const),
  wants: fc.constantFrom('this-item' as const, 'other-item' as const, 'title' as const, 'title-filled' as const),
});
const someCopy: fc.Arbitrary<OtherCopy> = fc.record({
  isFree: fc.boolean(),
  fills: fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 3 })),
});

describe('a renewal', () => {
  test('is judged whatever it is asked, and one that is allowed ends later than the loan did', () => {
    fc.assert(
      fc.property(
        fc.record({
          profile: oneOf(ProfileNameSchema),
          mode: oneOf(ClosedDayModeSchema),
          calendar: someCalendar,
          terms: someTerms,
          period: orNull(somePeriod),
          now: someInstant,
          dueIn: fc.integer({ min: -60, max: 60 }),
          way: fc.constantFrom('asked' as const, 'automatic' as const),
          requests: fc.array(someRequest, { maxLength: 4 }),
          copies: fc.array(someCopy, { maxLength: 3 }),
          renewals: someCount,
        }),
        ({ profile, mode, calendar, period, dueIn, now, renewals, ...asked }) => {
          const times = timesOf(calendar);
          const dueAt = now + dueIn * DAY_MS;
          const question = renewalQuestion({
            ...asked,
            profile,
            now,
            clock: times.clock,
            loan: renewedLoan({ issuedAt: Math.min(now, dueAt) - DAY_MS, dueAt, renewals }),
          });
          const answer = renewLoan(question, {
            name: 'period',
            lend: { ...NO_LEND_TERMS, period },
            shaping: shapingOf(profile, mode),
            times,
          });
          expect(answer.renewals).toBe(renewals + 1);
          if (answer.dueAt !== null) expect(answer.dueAt).toBeGreaterThan(dueAt);
          if (answer.isAllowed) expect(answer.dueAt).not.toBeNull();
        },
      ),
      { numRuns: 400 },
    );
  });

  test('that is refused is not allowed by one more renewal, one more hold or one copy less', () => {
    fc.assert(
      fc.property(
        someTerms,
        fc.array(someRequest, { maxLength: 4 }),
        fc.array(someCopy, { maxLength: 3 }),
        someCount,
        (terms, requests, copies, renewals) => {
          const ask = (over: Partial<Parameters<typeof renewalQuestion>[0]>) =>
            judgeRenewal(renewalQuestion({ terms, requests, copies, loan: renewedLoan({ renewals }), ...over })).length;
          const before = ask({});
          expect(ask({ loan: renewedLoan({ renewals: renewals + 1 }) })).toBeGreaterThanOrEqual(before);
          expect(ask({ requests: [...requests, { kind: 'hold', wants: 'title' }] })).toBeGreaterThanOrEqual(before);
          expect(ask({ copies: copies.slice(0, -1) })).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});

/** Whether each hold can have a copy of its own, by trying every way to hand them out. */
function canServeAll(holds: readonly number[], copies: readonly OtherCopy[]): boolean {
  const [first, ...rest] = holds;
  if (first === undefined) return true;
  return copies.some(
    ({ isFree, fills }, place) =>
      isFree && (fills === 'all' || fills.includes(first)) && canServeAll(rest, copies.toSpliced(place, 1)),
  );
}

test('other copies fill the holds of a title whenever there is any way to hand them out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(someCopy, { maxLength: 5 }), (holds, copies) => {
      const requests = Array.from({ length: holds }, () => ({ kind: 'hold' as const, wants: 'title' as const }));
      const isInTheWay = isHoldInTheWay(
        { profile: 'koha', requests, copies, onShelfHolds: true },
        { withHold: 'if-others-can-fill' },
      );
      expect(isInTheWay).toBe(!canServeAll([...requests.keys()], copies));
    }),
  );
});

test('the window opens before the due moment and closes after the start', () => {
  const { clock } = mainTimes();
  fc.assert(
    fc.property(
      someInstant,
      somePeriod.filter(({ n }) => n > 0),
      fc.boolean(),
      (at, period, byDay) => {
        const precision = byDay ? 'day' : 'exact';
        expect(soonestRenewal(clock, at, { notBefore: { period, precision } })).toBeLessThanOrEqual(at);
        expect(latestAutoRenewal(clock, at, { notAfter: period, hardDate: null })).toBeGreaterThanOrEqual(at);
      },
    ),
  );
});

test('an override of a limit changes nothing about those who wait', () => {
  fc.assert(
    fc.property(fc.array(someRequest, { maxLength: 4 }), someCount, (requests, maxCount) => {
      const waiting = (terms: RenewTerms) =>
        judgeRenewal(renewalQuestion({ profile: 'koha', requests, terms, patron: BLAMELESS }))
          .map(({ code }) => code)
          .filter((code) => code === 'RENEW_ON_HOLD' || code === 'RENEW_RECALLED');
      expect(waiting({ ...PLAIN_RENEW_TERMS, maxCount })).toEqual(waiting(PLAIN_RENEW_TERMS));
    }),
  );
});
