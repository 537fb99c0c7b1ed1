// The terms of what weighed rules give, for the grades and the price of an item. Fields that these rules cannot give are as their system has them.

import { MINUTE_MS } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { shapingOf } from '../due/shaping-of.ts';
import type { LendableGives } from '../match/match-rules.ts';
import type { Period } from '../model/period.ts';
import type { HoldPressureTerms } from '../model/policy/hold-pressure.ts';
import { NO_LEND_TERMS, type LendTerms } from '../model/policy/lend.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import type { OverdueTerms, RatePeriod } from '../model/policy/overdue.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../model/policy/renew.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';
import type { LostPolicy } from '../model/policy.ts';
import type { PolicyTerms } from '../model/policy-terms.ts';
import type { Gives, WeightedRuleSet } from '../model/rule-set.ts';
import type { GradedItem } from './graded-item.ts';

/** What the library as a whole says of loans. */
export type LibraryWays = Pick<WeightedRuleSet, 'profile' | 'closedDays' | 'endOfDay' | 'minimumUsefulMinutes'>;

/** Where no rule says what happens to items that do not come back: they never age by themselves, and one marked lost is billed at its price. */
export const DEFAULT_LOST: LostPolicy = {
  afterMs: null,
  bill: 'price',
  defaultPriceMinor: 0,
  processingMinor: 0,
  refundWithinMs: null,
  removeProcessing: true,
  chargeOverdue: true,
};

/** The terms of one loan. */
export function weightedTerms(gives: LendableGives, item: GradedItem, ways: LibraryWays): PolicyTerms {
  const lost = gives.lost ?? DEFAULT_LOST;
  return {
    profile: ways.profile,
    name: gives.duration.name,
    lend: lendTerms(gives, gives.duration.periods[item.loanGrade]),
    shaping: shapingTerms(gives, ways),
    renew: renewTerms(gives),
    overdue: overdueTerms(gives, item.fineGrade, {
      capMinor: capOf(gives, item.priceMinor ?? lost.defaultPriceMinor),
      closedTime: ways.closedDays,
    }),
    lost: lostTerms(lost),
    ban: null,
    recall: null,
  };
}

/** What happens to loans of titles that many wait for. */
export function weightedPressure(gives: Gives): HoldPressureTerms {
  return {
    shorter: gives.shorterUnderHolds ?? null,
    leastCopiesPerHold: gives.leastCopiesPerHold ?? null,
    leastAvailablePerHold: gives.leastAvailablePerHold ?? null,
  };
}

function lendTerms({ circulates, duration, schedules, hardDate }: LendableGives, period: Period): LendTerms {
  const isFixed = duration.due === 'fixed';
  return {
    ...NO_LEND_TERMS,
    circulates: circulates ? 'yes' : 'needs-override',
    profile: isFixed ? 'fixed' : 'rolling',
    period,
    schedules: isFixed ? (schedules ?? []) : null,
    hardDate: hardDate ?? null,
  };
}

function shapingTerms(gives: LendableGives, { endOfDay, minimumUsefulMinutes }: LibraryWays): ShapingTerms {
  const { hoursMode = 'ignore', overnight } = gives;
  // A rule that says that closing time does not matter means it for the night too.
  const runsOvernight = overnight !== undefined && gives.hoursMode !== 'ignore';
  return {
    ...shapingOf('holdfast', null),
    endOfDay,
    minimumUsefulMinutes,
    hoursMode,
    closeBufferMinutes: gives.closeBufferMinutes ?? 0,
    openingOffsetMinutes: gives.openingOffsetMinutes ?? 0,
    overnight: runsOvernight
      ? { allowed: true, windowMinutes: overnight.windowMinutes, due: 'next-opening', weekendAsOvernight: true }
      : null,
  };
}

/** A renewal asks the rules anew, as a renewal; an account that expired does not renew. */
function renewTerms({ circulates, renewals, duration }: LendableGives): RenewTerms {
  return {
    ...PLAIN_RENEW_TERMS,
    allowed: circulates,
    maxCount: renewals ?? duration.maxRenewals,
    blocksRestricted: true,
    blocksExpired: true,
  };
}

/** The highest fine; null = no cap. A cap of 0 is a real one: nothing is charged under it. */
function capOf({ maxFine }: LendableGives, priceMinor: MinorUnits): MinorUnits | null {
  if (maxFine === undefined) return null;
  const cap = maxFine.percentOfPrice ? Math.round((priceMinor * maxFine.amountMinor) / 10_000) : maxFine.amountMinor;
  return Math.max(cap, 0);
}

function overdueTerms(
  gives: LendableGives,
  grade: GradedItem['fineGrade'],
  { capMinor, closedTime }: { readonly capMinor: MinorUnits | null; readonly closedTime: LibraryWays['closedDays'] },
): OverdueTerms {
  const { fine } = gives;
  const isFree = fine === undefined || capMinor === 0;
  const rates = { low: fine?.lowMinor ?? 0, normal: fine?.normalMinor ?? 0, high: fine?.highMinor ?? 0 };
  const rate = isFree
    ? null
    : { amountMinor: Math.max(rates[grade], 0), per: ratePeriod(fine.per), chargeAt: 'start' as const };
  return {
    lateness: { in: 'elapsed', closedTime },
    grace: {
      period: isFree ? { n: 0, unit: 'days' } : ratePeriod(gives.grace ?? fine.grace),
      mode: 'all-or-nothing',
      extend: 'none',
      intoClosed: false,
      ignoredForRecall: false,
    },
    normal: { rate, capMinor: isFree ? null : capMinor },
    recalled: null,
    capAtPrice: false,
    patronCapMinor: null,
    overshoot: false,
    forgiveOnRenewal: true,
    reminders: [],
    remindersStopRenewal: false,
  };
}

function ratePeriod({ n, unit }: Period): RatePeriod {
  return { n: Math.max(n, 0), unit };
}

function lostTerms(lost: LostPolicy): LostTerms {
  const minutes = (ms: number | null): RatePeriod | null =>
    ms === null ? null : { n: Math.ceil(ms / MINUTE_MS), unit: 'minutes' };
  const isSet = lost.bill === 'price' && lost.setMinor !== undefined;
  return {
    aging: { lostAfter: minutes(lost.afterMs), billAfter: null },
    recalledAging: null,
    cost: isSet ? 'set' : lost.bill,
    setMinor: lost.setMinor ?? 0,
    defaultPriceMinor: lost.defaultPriceMinor,
    processingMinor: lost.processingMinor,
    processingWhen: { declared: true, aged: true },
    refundWithin: minutes(lost.refundWithinMs),
    onReturn: {
      cost: 'refund',
      processing: lost.removeProcessing ? 'refund' : 'keep',
      overdue: lost.chargeOverdue ? 'recharge' : 'none',
    },
  };
}
