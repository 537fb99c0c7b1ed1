// Properties of every due date by terms, for any terms and calendar.

import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { ClosedDayModeSchema, type ClosedDayMode } from '../../../../../shared/rules/calendar/closed-day-mode.ts';
import type { Instant } from '../../../../../shared/core/instant.ts';
import { dayOf, writeDay } from '../../../../../shared/rules/calendar/local-time.ts';
import { openingTimes, type OpeningTimes } from '../../../../../shared/rules/calendar/opening-times.ts';
import { dueByPolicy } from '../../../../../shared/rules/due/due-by-policy.ts';
import { NO_BOUNDS, type DueBounds, type DueQuestion } from '../../../../../shared/rules/due/due-run.ts';
import { shapingOf } from '../../../../../shared/rules/due/shaping-of.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import { NO_LEND_TERMS, type LendTerms } from '../../../../../shared/rules/model/policy/lend.ts';
import { ShapingTermsSchema, type ShapingTerms } from '../../../../../shared/rules/model/policy/shaping.ts';
import { ProfileNameSchema } from '../../../../../shared/rules/model/profile-name.ts';
import { someCalendar, someInstant, somePeriod } from '../../../../support/arbitrary-rules.ts';

function timesOf(calendar: Calendar): OpeningTimes {
  const times = openingTimes(calendar);
  if (times === null) throw new Error(`no zone ${calendar.zone}`);
  return times;
}

const shape = ShapingTermsSchema.shape;
const oneOf = <T extends string>({ options }: { readonly options: readonly T[] }) => fc.constantFrom(...options);
const someMinutes = fc.nat({ max: 600 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

/** Every system, and on top of it any mixture that no system has. */
const someShaping: fc.Arbitrary<ShapingTerms> = fc
  .tuple(
    oneOf(ProfileNameSchema),
    oneOf(ClosedDayModeSchema),
    fc.record(
      {
        arithmetic: oneOf(shape.arithmetic),
        rounding: oneOf(shape.rounding),
        endOfDay: oneOf(shape.endOfDay),
        dayGrain: oneOf(shape.dayGrain),
        closedDaysCount: fc.boolean(),
        hoursMode: oneOf(shape.hoursMode),
        hoursBasis: oneOf(shape.hoursBasis),
        hoursOnClosedDay: oneOf(shape.hoursOnClosedDay),
        nextOpenDayHour: orNull(fc.nat({ max: 23 })),
        closeBufferMinutes: someMinutes,
        openingOffsetMinutes: someMinutes,
        openingOffsetSlides: oneOf(shape.openingOffsetSlides),
        overnight: orNull(
          fc.record({
            allowed: fc.boolean(),
            windowMinutes: orNull(someMinutes),
            due: fc.constantFrom('next-opening' as const, { at: '09:00' }),
            weekendAsOvernight: fc.boolean(),
          }),
        ),
        fixedDateIsLimit: fc.boolean(),
        hardDateWhen: oneOf(shape.hardDateWhen),
        hardDatePast: oneOf(shape.hardDatePast),
        clampToPatronExpiry: oneOf(shape.clampToPatronExpiry),
        clampToBooking: fc.boolean(),
        clampToCourseEnd: fc.boolean(),
        openAfterClamp: oneOf(shape.openAfterClamp),
        minimumUsefulMinutes: someMinutes,
        whenTooSoon: oneOf(shape.whenTooSoon),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([profile, mode, over]) => ({ ...shapingOf(profile, mode), ...over }));

const someStored = fc.oneof(
  { weight: 8, arbitrary: somePeriod },
  {
    weight: 1,
    arbitrary: fc.record({
      n: fc.oneof(fc.double(), fc.integer(), fc.constant(null)),
      unit: fc.constantFrom('days', 'hours', 'fortnights', '', null),
    }),
  },
);
const someSchedules = orNull(
  fc.array(fc.record({ from: someInstant, to: someInstant, due: fc.oneof(someInstant, fc.maxSafeInteger()) }), {
    maxLength: 3,
  }),
);

const someLend: fc.Arbitrary<LendTerms> = fc
  .record(
    {
      circulates: fc.constantFrom('yes' as const, 'needs-override' as const, 'never' as const),
      profile: fc.constantFrom('rolling', 'rolling', 'fixed', 'until', 'open-ended'),
      period: orNull(someStored),
      zeroPeriod: fc.boolean(),
      gradedPeriods: orNull(fc.record({ short: someStored, normal: someStored, long: someStored })),
      holdWaitingPeriod: orNull(someStored),
      until: orNull(fc.constantFrom({ yearly: '02-29' }, { date: '2023-05-31' })),
      schedules: someSchedules,
      limitSchedules: someSchedules,
      hardDate: orNull(
        fc.record({ at: someInstant, mode: fc.constantFrom('ceiling' as const, 'exact' as const, 'floor' as const) }),
      ),
    },
    { requiredKeys: [] },
  )
  .map((lend) => ({ ...NO_LEND_TERMS, ...lend }));

const someBounds: fc.Arbitrary<DueBounds> = fc.record({
  patronExpires: orNull(someInstant),
  bookingStarts: orNull(someInstant),
  courseEnds: orNull(someInstant),
});

const someCase = fc.record({
  calendar: someCalendar,
  now: someInstant,
  sinceFrom: fc.oneof(fc.constant(0), fc.nat({ max: 40 * 24 * 60 * MINUTE_MS })),
  lend: someLend,
  shaping: someShaping,
  bounds: someBounds,
  holdWaiting: fc.boolean(),
});
type Case = typeof someCase extends fc.Arbitrary<infer One> ? One : never;

function questionOf({ calendar, now, sinceFrom, lend, shaping, bounds, holdWaiting }: Case): DueQuestion {
  const from = now - sinceFrom;
  return { now, from, name: 'A while', lend, shaping, times: timesOf(calendar), bounds, holdWaiting };
}

/** The modes that never move a date to an earlier day. */
const FORWARD: readonly ClosedDayMode[] = [
  'next_open_day',
  'end_next_open_day',
  'skip_closed_days',
  'next_same_weekday',
  'after_closure',
];

describe('a due date by terms', () => {
  test('is there or its failure is named, and is later than now by what makes it useful, or says that it is not', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const { dueAt, failure, isTooSoon } = dueByPolicy(questionOf(one));
        expect(dueAt === null).toBe(failure !== null);
        if (dueAt === null) return;
        expect(Number.isSafeInteger(dueAt)).toBe(true);
        const useful = one.now + one.shaping.minimumUsefulMinutes * MINUTE_MS;
        expect(isTooSoon).toBe(dueAt <= useful);
        if (one.shaping.whenTooSoon === 'refuse') expect(dueAt).toBeGreaterThan(useful);
      }),
      { numRuns: 500 },
    );
  });

  test('of a period is after the loan in every system, by as much as the period says where the library never closes', () => {
    const period = fc.record({
      n: fc.integer({ min: 1, max: 60 }),
      unit: fc.constantFrom('hours' as const, 'days' as const, 'weeks' as const, 'months' as const),
    });
    const never = { weekly: null, yearly: [], closures: [], exceptions: [] };
    fc.assert(
      fc.property(
        someCalendar,
        someInstant,
        period,
        fc.tuple(oneOf(ProfileNameSchema), fc.constantFrom(...FORWARD)),
        (calendar, now, of, [profile, mode]) => {
          const lend = { ...NO_LEND_TERMS, period: of };
          const due = (times: OpeningTimes) =>
            dueByPolicy({ now, from: now, name: 'A while', lend, shaping: shapingOf(profile, mode), times }).dueAt;
          const least = { hours: 1, days: 23, weeks: 7 * 24 - 1, months: 28 * 24 - 1 }[of.unit] * of.n * HOUR_MS;
          // The end of a day is a whole second: a loan made within its last one may lose the fraction.
          const whole = now + least - ((now + least) % 1_000);
          expect(due(timesOf({ ...calendar, ...never }))).toBeGreaterThanOrEqual(whole);
          const dueAt = due(timesOf(calendar));
          if (dueAt !== null) expect(dueAt).toBeGreaterThan(now);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is never made later by a clamp', () => {
    fc.assert(
      // Each clamp as often as the others, on a loan that always has a date.
      fc.property(
        someCase,
        fc.constantFrom('end-of-day', 'exact', 'previous-open-day', 'previous-opening'),
        (any, clamp) => {
          const lend: LendTerms = { ...NO_LEND_TERMS, period: { n: 2, unit: 'weeks' } };
          const one = { ...any, lend, shaping: { ...any.shaping, clampToPatronExpiry: clamp } };
          // Going back to an open day is no part of the clamp: a date after a night's closing goes back a day, one within that night stays.
          const unclamped = {
            ...one,
            shaping: { ...one.shaping, openAfterClamp: 'when-clamped' as const },
            bounds: NO_BOUNDS,
          };
          const { dueAt: free, grain } = dueByPolicy(questionOf(unclamped));
          const bound = dueByPolicy(questionOf(one)).dueAt;
          // A loan of days that keeps its hour is due by that of the clamp, on the same day or an earlier one.
          const { clock } = questionOf(one).times;
          const placeOf = (at: Instant) => (grain === 'day' ? dayOf(clock.toLocal(at)) : at);
          if (free !== null && bound !== null) expect(placeOf(bound)).toBeLessThanOrEqual(placeOf(free));
          // A question that no clamp refuses is not refused with one clamp less.
          if (free === null) expect(bound).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  test('passes neither the booking, the end of the course nor the expiry of the patron', () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const shaping = {
          ...one.shaping,
          clampToPatronExpiry: 'exact' as const,
          clampToBooking: true,
          clampToCourseEnd: true,
        };
        const { dueAt } = dueByPolicy(questionOf({ ...one, shaping }));
        if (dueAt === null) return;
        for (const end of Object.values(one.bounds)) if (end !== null) expect(dueAt).toBeLessThanOrEqual(end);
      }),
      { numRuns: 300 },
    );
  });

  const days = fc.record({
    n: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('days' as const, 'weeks' as const),
  });
  const hours = fc.record({ n: fc.integer({ min: 1, max: 96 }), unit: fc.constant('hours' as const) });
  // Evergreen's own way, the minute after the closure, is no forward mode for hours: a closed weekday keeps the time of day there and a
  // closure does not, so that the day may be later and the time earlier.
  const forwardHours = fc.record(
    {
      hoursMode: fc.constantFrom('ignore' as const, 'extend_to_next_opening' as const),
      hoursOnClosedDay: fc.constantFrom('keep' as const, 'next-open-day' as const, 'as-days' as const),
      nextOpenDayHour: orNull(fc.nat({ max: 23 })),
    },
    { requiredKeys: [] },
  );

  test.each<[string, fc.Arbitrary<NonNullable<LendTerms['period']>>]>([
    ['days', days],
    ['hours', hours],
  ])('of a loan in %s is never made earlier by one more closed day, in the modes that go forward', (_, period) => {
    const lengthened = fc.record({
      calendar: someCalendar,
      now: someInstant,
      period,
      mode: fc.constantFrom(...FORWARD),
      profile: fc.constantFrom('holdfast' as const, 'holdfast' as const, 'koha' as const, 'folio' as const),
      shaping: forwardHours,
      back: fc.nat({ max: 9 }),
    });
    fc.assert(
      fc.property(lengthened, ({ calendar, now, period: of, mode, profile, shaping: over, back }) => {
        const shaping = { ...shapingOf(profile, mode), ...over };
        fc.pre(of.unit !== 'hours' || shaping.hoursOnClosedDay !== 'as-days' || mode !== 'after_closure');
        const lend = { ...NO_LEND_TERMS, period: of };
        const due = (one: Calendar) =>
          dueByPolicy({
            now,
            from: now,
            name: 'A while',
            lend,
            shaping,
            times: timesOf(one),
          }).dueAt;
        const before = due(calendar);
        if (before === null) return;
        const day = dayOf(timesOf(calendar).clock.toLocal(before)) - back;
        const closure = { from: `${writeDay(day)}T00:00`, to: `${writeDay(day + 1)}T00:00`, name: 'One more' };
        const later = due({ ...calendar, closures: [...calendar.closures, closure] });
        expect(later ?? Infinity).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 1000 },
    );
  });
});
