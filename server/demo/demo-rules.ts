// The demo library's loan rules: loans by the semester and by the year, 28 days for community borrowers, course readings for four hours,
// equipment by the hour. No overdue fines, but real replacement bills: $100, or the price where that is higher.

import { DAY_MS, HOUR_MS, type Millis } from '../../shared/core/instant.ts';
import { ruleSetVersion } from '../../shared/core/ids.ts';
import { canonicalJson } from '../../shared/core/canonical-json.ts';
import { sha256Hex } from '../../shared/core/digest.ts';
import { isDayGranular, type Period, type PeriodUnit } from '../../shared/rules/model/period.ts';
import type { LostPolicy, Policy } from '../../shared/rules/model/policy.ts';
import type { Gives, LimitSet, LoanRule, WeightedRuleSet } from '../../shared/rules/model/rule-set.ts';
import { demoCalendars } from './demo-calendars.ts';
import { demoThresholds, EVERYONE, groupsWith, patronGroups } from './demo-groups.ts';
import { MAIN, READINGS, SCIENCE, SYSTEM } from './demo-places.ts';
import type { DemoTime } from './demo-time.ts';

/** Kinds of items that rules of their own govern. */
export const LONG_EQUIPMENT = ['laptop', 'tablet'];
export const DAY_EQUIPMENT = ['camera', 'recorder', 'projector'];
/** Things without a barcode that are lent like the short equipment. */
export const LENT_BY_NUMBER = 'umbrella';
export const SHORT_EQUIPMENT = ['charger', 'headphones', 'calculator', LENT_BY_NUMBER];
export const KEYS = ['key'];
export const DISCS = ['dvd', 'cd'];

type Duration = NonNullable<Gives['duration']>;

function duration(
  name: string,
  n: number,
  unit: PeriodUnit,
  more: { maxRenewals: number; due?: Duration['due'] },
): Duration {
  const period: Period = { n, unit };
  const periods = { short: period, normal: period, extended: period };
  return { name, periods, maxRenewals: more.maxRenewals, due: more.due ?? 'rolling' };
}

export const DURATIONS = {
  general: duration('28 days', 28, 'days', { maxRenewals: 2 }),
  community: duration('28 days, community', 28, 'days', { maxRenewals: 1 }),
  semester: duration('One semester', 120, 'days', { maxRenewals: 3, due: 'fixed' }),
  year: duration('One year', 365, 'days', { maxRenewals: 5, due: 'fixed' }),
  readings: duration('4 hours', 4, 'hours', { maxRenewals: 1 }),
  longEquipment: duration('6 hours', 6, 'hours', { maxRenewals: 0 }),
  dayEquipment: duration('24 hours', 24, 'hours', { maxRenewals: 1 }),
  shortEquipment: duration('3 hours', 3, 'hours', { maxRenewals: 1 }),
  keys: duration('3 hours, keys', 3, 'hours', { maxRenewals: 0 }),
  discs: duration('7 days', 7, 'days', { maxRenewals: 1 }),
} as const satisfies Readonly<Record<string, Duration>>;

/** The billing of lost items: after how long, and the least that one costs. */
function lostAfter(afterMs: Millis, defaultPriceMinor: number): LostPolicy {
  const never = { processingMinor: 0, refundWithinMs: null, removeProcessing: true, chargeOverdue: false };
  return { afterMs, bill: 'price', defaultPriceMinor, ...never };
}

export const LOST = {
  general: lostAfter(30 * DAY_MS, 10_000),
  readings: lostAfter(24 * HOUR_MS, 10_000),
  equipment: lostAfter(7 * DAY_MS, 0),
  keys: lostAfter(7 * DAY_MS, 10_000),
} as const satisfies Readonly<Record<string, LostPolicy>>;

/** The policy that a loan under these parts was lent with. */
export function demoPolicy(parts: { readonly duration: Duration; readonly lost: LostPolicy }): Policy {
  const period = parts.duration.periods.normal;
  return {
    grain: isDayGranular(period) ? 'day' : 'time',
    period,
    maxRenewals: parts.duration.maxRenewals,
    overdue: { rateMinor: 0, perMs: DAY_MS, graceMs: 0, maxMinor: 0, closedDays: 'count' },
    lost: parts.lost,
  };
}

/** The rule set of the demo library. Its version follows from its contents. */
export function demoRuleSet(time: DemoTime): WeightedRuleSet {
  const calendars = demoCalendars(time);
  const rules: Omit<WeightedRuleSet, 'version'> = {
    profile: 'holdfast',
    currency: 'USD',
    groups: patronGroups(),
    branches: [
      { id: SYSTEM, parent: null, calendar: calendars.main },
      { id: MAIN, parent: SYSTEM, calendar: calendars.main },
      { id: SCIENCE, parent: SYSTEM, calendar: calendars.science },
    ],
    weights,
    rules: demoRules(time),
    thresholds: demoThresholds(),
    limitSets: demoLimitSets(),
    endOfDay: '23:59:59',
    closedDays: 'count',
    minimumUsefulMinutes: 5,
  };
  return { version: ruleSetVersion(`demo-${sha256Hex(canonicalJson(rules)).slice(0, 16)}`), ...rules };
}

/** The location and the kind of an item outweigh the patron's group. */
const weights: WeightedRuleSet['weights'] = {
  location: 12,
  itemKind: 11,
  patronGroup: 8,
  deskBranch: 6,
  itemHome: 5,
  itemOwner: 5,
  patronHome: 5,
  renewal: 4,
  juvenile: 3,
  reference: 2,
  recordType: 2,
  recordForm: 1,
  recordLevel: 1,
  videoFormat: 1,
  patronAge: 0,
  itemAge: 0,
};

const noFine: Gives = {
  fine: {
    name: 'No overdue fines',
    lowMinor: 0,
    normalMinor: 0,
    highMinor: 0,
    per: { n: 1, unit: 'days' },
    grace: { n: 0, unit: 'days' },
  },
  maxFine: { name: 'No overdue fines', amountMinor: 0, percentOfPrice: false },
};

/** By the hour, cut short before closing; lent late, it runs overnight. A recall would be over before the patron learned of it. */
const byTheHour: Gives = {
  recall: { allowed: 0 },
  hoursMode: 'cut_to_closing',
  closeBufferMinutes: 15,
  openingOffsetMinutes: 60,
  overnight: { windowMinutes: 240 },
};

/** Long loans may be recalled, but are not due within two weeks of borrowing, nor within a week of the recall. */
const RECALLS: Gives['recall'] = {
  minimumGuaranteed: { n: 14, unit: 'days' },
  returnInterval: { n: 7, unit: 'days' },
  timeOfDay: 'current-due',
};

function demoRules(time: DemoTime): LoanRule[] {
  const everyone = { patronGroup: { in: [EVERYONE] }, deskBranch: { in: [String(SYSTEM)] } };
  const forKinds = (kinds: readonly string[]) => ({ ...everyone, itemKind: { in: [...kinds] } });
  const forGroups = (groups: readonly string[]) => ({ ...everyone, patronGroup: { in: [...groups] } });
  const rules: readonly Pick<LoanRule, 'name' | 'criteria' | 'gives'>[] = [
    {
      name: 'General collection',
      criteria: everyone,
      gives: { circulates: true, duration: DURATIONS.general, lost: LOST.general, recall: RECALLS, ...noFine },
    },
    {
      name: 'Students and visiting scholars: one semester',
      criteria: forGroups(groupsWith('semester')),
      gives: { duration: DURATIONS.semester, schedules: [...time.semesters] },
    },
    {
      name: 'Faculty and staff: one year',
      criteria: forGroups(groupsWith('year')),
      gives: { duration: DURATIONS.year, schedules: [...time.years] },
    },
    {
      name: 'Community borrowers: 28 days',
      criteria: forGroups(groupsWith('days')),
      gives: { duration: DURATIONS.community },
    },
    {
      name: 'Course Readings',
      criteria: { ...everyone, location: { in: READINGS.map(String) } },
      gives: { duration: DURATIONS.readings, lost: LOST.readings, ...byTheHour },
    },
    {
      name: 'Laptops and tablets',
      criteria: forKinds(LONG_EQUIPMENT),
      gives: { duration: DURATIONS.longEquipment, lost: LOST.equipment, ...byTheHour },
    },
    {
      name: 'Cameras, recorders and projectors',
      criteria: forKinds(DAY_EQUIPMENT),
      gives: {
        duration: DURATIONS.dayEquipment,
        lost: LOST.equipment,
        hoursMode: 'extend_to_next_opening',
        openingOffsetMinutes: 60,
      },
    },
    {
      name: 'Chargers, headphones, calculators and umbrellas',
      criteria: forKinds(SHORT_EQUIPMENT),
      gives: { duration: DURATIONS.shortEquipment, lost: LOST.equipment, ...byTheHour },
    },
    {
      name: 'Study room keys',
      criteria: forKinds(KEYS),
      gives: { duration: DURATIONS.keys, lost: LOST.keys, ...byTheHour },
    },
    { name: 'Discs', criteria: forKinds(DISCS), gives: { duration: DURATIONS.discs } },
    {
      name: 'No equipment for community borrowers',
      criteria: {
        ...forKinds([...LONG_EQUIPMENT, ...DAY_EQUIPMENT, ...KEYS]),
        patronGroup: { in: groupsWith('days') },
      },
      gives: { circulates: false },
    },
  ];
  return rules.map((rule, index) => ({ id: `demo-${index + 1}`, position: index + 1, active: true, ...rule }));
}

function demoLimitSets(): LimitSet[] {
  const set = (id: string, name: string, limit: number, kinds: readonly string[]): LimitSet => ({
    id,
    name,
    branch: SYSTEM,
    limit,
    kinds: [...kinds],
    locations: [],
    global: true,
  });
  return [
    set('laptops', 'Laptops and tablets', 1, LONG_EQUIPMENT),
    set('cameras', 'Cameras, recorders and projectors', 3, DAY_EQUIPMENT),
    { ...set('readings', 'Course Readings', 2, []), locations: [...READINGS] },
  ];
}
