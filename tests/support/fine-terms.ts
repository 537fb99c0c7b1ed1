// Terms of fines and bans for tests, replaced field by field.

import fc from 'fast-check';
import type { BanTerms } from '../../shared/rules/model/policy/ban.ts';
import type { CappedRate, OverdueTerms, RatePeriod } from '../../shared/rules/model/policy/overdue.ts';

/** Money for each day, at most `capMinor`. */
export const perDay = (amountMinor: number, capMinor: number | null = null): CappedRate => ({
  rate: { amountMinor, per: { n: 1, unit: 'days' }, chargeAt: 'start' },
  capMinor,
});

/** Ten cents for each day that has begun, without grace or cap. */
export const overdueTerms = (over: Partial<OverdueTerms> = {}): OverdueTerms => ({
  lateness: { in: 'elapsed', closedTime: 'count' },
  grace: {
    period: { n: 0, unit: 'days' },
    mode: 'all-or-nothing',
    extend: 'none',
    intoClosed: false,
    ignoredForRecall: false,
  },
  normal: perDay(10),
  recalled: null,
  capAtPrice: false,
  patronCapMinor: null,
  overshoot: false,
  forgiveOnRenewal: false,
  reminders: [],
  remindersStopRenewal: false,
  ...over,
});

/** A day of ban for each late day. */
export const banTerms = (over: Partial<BanTerms> = {}): BanTerms => ({
  rate: { flatDays: 0, daysPerUnit: 1, perUnits: 1, maxDays: null },
  graceUnits: 0,
  openDaysOnly: false,
  cumulative: false,
  ladder: [],
  ...over,
});

const ratePeriod: fc.Arbitrary<RatePeriod> = fc.record({
  n: fc.nat({ max: 5 }),
  unit: fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months', 'years'),
});
const money = fc.nat({ max: 2000 });
const cappedRate: fc.Arbitrary<CappedRate> = fc.record({
  rate: fc.option(
    fc.record({ amountMinor: money, per: ratePeriod, chargeAt: fc.constantFrom('start' as const, 'end' as const) }),
    { freq: 8 },
  ),
  capMinor: fc.option(money),
});

/** Terms of every kind. */
export const someOverdueTerms: fc.Arbitrary<OverdueTerms> = fc.record({
  lateness: fc.record({
    in: fc.constantFrom('days', 'hours', 'minutes', 'elapsed'),
    closedTime: fc.constantFrom('count', 'subtract-closed-dates', 'open-only', 'skip-closed-ends'),
  }),
  grace: fc.record({
    period: ratePeriod,
    mode: fc.constantFrom('all-or-nothing', 'subtracted'),
    extend: fc.constantFrom('none', 'end', 'all'),
    intoClosed: fc.boolean(),
    ignoredForRecall: fc.boolean(),
  }),
  normal: cappedRate,
  recalled: fc.option(cappedRate),
  capAtPrice: fc.boolean(),
  patronCapMinor: fc.option(money),
  overshoot: fc.boolean(),
  forgiveOnRenewal: fc.boolean(),
  reminders: fc.constant([]),
  remindersStopRenewal: fc.constant(false),
});
