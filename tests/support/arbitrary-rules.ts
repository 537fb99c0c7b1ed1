// Arbitrary calendars and rule sets for properties: small worlds of ids, so that things meet, with the odd values that real tables hold.

import fc from 'fast-check';
import { branchId, locationId, ruleSetVersion } from '../../shared/core/ids.ts';
import { DAY_MS } from '../../shared/core/instant.ts';
import type { Calendar, Opening } from '../../shared/rules/model/calendar.ts';
import type { Period } from '../../shared/rules/model/period.ts';
import { AttributeSchema, type Criterion } from '../../shared/rules/model/criteria.ts';
import {
  BlockedActSchema,
  type Gives,
  type LoanRule,
  type WeightedRuleSet,
} from '../../shared/rules/model/rule-set.ts';

export const GROUPS = ['everybody', 'students', 'seniors', 'staff'];
export const BRANCHES = ['all', 'north', 'main', 'annex', 'east'];
export const KINDS = ['book', 'dvd', 'laptop'];
export const LOCATIONS = ['stacks', 'desk'];

/** Moments of 2021 to 2024, in every kind of day and around clock changes. */
export const someInstant = fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2024, 11, 31) });

const pad = (n: number) => String(n).padStart(2, '0');
const time = fc.integer({ min: 0, max: 1439 }).map((minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`);
const someDate = fc.integer({ min: 0, max: 4 * 365 }).map((n) => isoDay(Date.UTC(2021, 0, 1) + n * DAY_MS));
const opening: fc.Arbitrary<Opening> = fc.record({ open: time, close: fc.oneof(time, fc.constant('24:00')) });
const dayHours = fc.array(opening, { maxLength: 2 });

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

const closure = fc
  .record({ day: someDate, from: time, length: fc.integer({ min: 0, max: 20 }), to: time, isWhole: fc.boolean() })
  .map(({ day, from, length, to, isWhole }) => {
    const last = isoDay(Date.parse(`${day}T00:00:00Z`) + length * DAY_MS);
    if (isWhole) return { from: `${day}T00:00`, to: `${last}T00:00`, name: 'Closed' };
    return { from: `${day}T${from}`, to: `${last}T${to}`, name: 'Event' };
  });

/** Calendars in zones that exist; hours may overlap, close before they open, or be none at all. */
export const someCalendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom('America/New_York', 'America/Los_Angeles', 'Europe/Madrid', 'Pacific/Apia', 'UTC'),
  weekly: fc.option(
    fc.record({
      mon: dayHours,
      tue: dayHours,
      wed: dayHours,
      thu: dayHours,
      fri: dayHours,
      sat: dayHours,
      sun: dayHours,
    }),
    { freq: 3 },
  ),
  yearly: fc.array(fc.record({ day: someDate.map((day) => day.slice(5)), name: fc.constant('Yearly') }), {
    maxLength: 2,
  }),
  closures: fc.array(closure, { maxLength: 4 }),
  exceptions: fc.array(fc.record({ date: someDate, hours: dayHours, name: fc.constant('Exception') }), {
    maxLength: 2,
  }),
});

/** Periods as rules have them, and some that no rule should have. */
export const somePeriod: fc.Arbitrary<Period> = fc.record({
  n: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }) }, { weight: 1, arbitrary: fc.maxSafeInteger() }),
  unit: fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months'),
});

const values = (from: readonly string[]) => fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 2 });
const criterion: fc.Arbitrary<Criterion> = fc.oneof(
  fc.record({ in: values([...GROUPS, ...BRANCHES, ...KINDS, ...LOCATIONS]) }),
  fc.record({ notIn: values([...GROUPS, ...BRANCHES, ...KINDS]) }),
  fc.record({ is: fc.boolean() }),
  fc.record(
    { olderThanDays: fc.integer({ min: 0, max: 9000 }), youngerThanDays: fc.integer({ min: 0, max: 9000 }) },
    { requiredKeys: [] },
  ),
);

const cents = fc.integer({ min: 0, max: 5000 });
const gives: fc.Arbitrary<Gives> = fc.record(
  {
    circulates: fc.boolean(),
    duration: fc.record({
      name: fc.constant('A while'),
      periods: fc.record({ short: somePeriod, normal: somePeriod, extended: somePeriod }),
      maxRenewals: fc.nat({ max: 3 }),
      due: fc.constantFrom('rolling' as const, 'rolling' as const, 'fixed' as const),
    }),
    schedules: fc.array(fc.record({ from: someInstant, to: someInstant, due: someInstant }), { maxLength: 2 }),
    renewals: fc.nat({ max: 3 }),
    hardDate: fc.record({ at: someInstant, mode: fc.constantFrom('ceiling' as const, 'exact' as const) }),
    fine: fc.record({
      name: fc.constant('Fine'),
      lowMinor: cents,
      normalMinor: cents,
      highMinor: cents,
      per: somePeriod,
      grace: somePeriod,
    }),
    maxFine: fc.record({ name: fc.constant('Cap'), amountMinor: cents, percentOfPrice: fc.boolean() }),
    grace: somePeriod,
    hoursMode: fc.constantFrom('ignore' as const, 'cut_to_closing' as const, 'extend_to_next_opening' as const),
    closeBufferMinutes: fc.nat({ max: 120 }),
    openingOffsetMinutes: fc.nat({ max: 600 }),
    overnight: fc.record({ windowMinutes: fc.nat({ max: 600 }) }),
    shorterUnderHolds: fc.record({
      threshold: fc.record({
        holds: fc.nat({ max: 3 }),
        above: fc.constantFrom('nothing' as const, 'copies' as const),
      }),
      period: somePeriod,
    }),
    reuse: fc.record({
      cooldownMinutes: fc.nat(),
      of: fc.constantFrom('item' as const, 'kind' as const),
    }),
    leastCopiesPerHold: fc.constantFrom(0, 0.5, 2),
    leastAvailablePerHold: fc.constantFrom(0, 0.5, 2),
  },
  { requiredKeys: [] },
);

const criteria: fc.Arbitrary<LoanRule['criteria']> = fc
  .array(fc.tuple(fc.constantFrom(...AttributeSchema.options), criterion), { maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs));

/** Rules with ids that are their own, in no order. */
export const someRules: fc.Arbitrary<LoanRule[]> = fc
  .array(fc.record({ position: fc.nat({ max: 3 }), active: fc.boolean(), criteria, gives }), { maxLength: 6 })
  .map((rules) => rules.map((rule, index) => ({ ...rule, id: String(index), name: `Rule ${index}` })));

const blocks = fc.uniqueArray(fc.constantFrom(...BlockedActSchema.options));
const limit = fc.nat({ max: 3 });

/** Rule sets whose trees may be cut or run in circles, mostly with a rule for all patrons. */
export const someRuleSet: fc.Arbitrary<WeightedRuleSet> = fc.record({
  version: fc.constant(ruleSetVersion('rules')),
  profile: fc.constantFrom('evergreen' as const, 'holdfast' as const),
  currency: fc.constant('USD'),
  groups: fc.array(
    fc.record({
      id: fc.constantFrom(...GROUPS),
      name: fc.constant('Group'),
      parent: fc.option(fc.constantFrom(...GROUPS)),
      isStaff: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  branches: fc.array(
    fc.record({
      id: fc.constantFrom(...BRANCHES).map(branchId),
      parent: fc.option(fc.constantFrom(...BRANCHES).map(branchId)),
      calendar: fc.option(
        fc.oneof({ weight: 5, arbitrary: someCalendar }, { weight: 1, arbitrary: someCalendar.map(toNowhere) }),
        { freq: 5 },
      ),
    }),
    { maxLength: 6 },
  ),
  weights: fc.record({ patronGroup: fc.nat({ max: 12 }), itemKind: fc.nat({ max: 12 }) }, { requiredKeys: [] }),
  rules: someRules,
  thresholds: fc.array(
    fc.record({
      group: fc.constantFrom(...GROUPS),
      branch: fc.constantFrom(...BRANCHES).map(branchId),
      counts: fc.constantFrom('fines' as const, 'overdues' as const, 'items-out' as const, 'lost' as const),
      limit,
      blocks,
    }),
    { maxLength: 4 },
  ),
  limitSets: fc.array(
    fc.record({
      id: fc.constant('L'),
      name: fc.constant('Limit'),
      branch: fc.constantFrom(...BRANCHES).map(branchId),
      limit,
      kinds: fc.array(fc.constantFrom(...KINDS), { maxLength: 2 }),
      locations: fc.array(fc.constantFrom(...LOCATIONS).map(locationId), { maxLength: 2 }),
      global: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  endOfDay: fc.constantFrom('23:59' as const, '23:59:59' as const),
  closedDays: fc.constantFrom('count' as const, 'skip-closed-ends' as const),
  minimumUsefulMinutes: fc.nat({ max: 60 }),
});

function toNowhere(calendar: Calendar): Calendar {
  return { ...calendar, zone: 'Middle/Earth' };
}
