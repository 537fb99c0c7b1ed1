// The terms of weighed rules, for the grades and the price of an item. Fields that no rule gives are as their system has them.

import { MINUTE_MS } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { shapingOf } from '../due/shaping-of.ts';
import type { LendableGives } from '../match/rule-matcher.ts';
import type { Period } from '../model/period.ts';
import { NO_BAN_TERMS, type BanTerms } from '../model/policy/ban.ts';
import type { HoldPressureTerms } from '../model/policy/hold-pressure.ts';
import { NO_LEND_TERMS, type LendTerms } from '../model/policy/lend.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import type { OverdueTerms, RatePeriod } from '../model/policy/overdue.ts';
import { PLAIN_RECALL_TERMS } from '../model/policy/recall.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../model/policy/renew.ts';
import type { OvernightTerms, ShapingTerms } from '../model/policy/shaping.ts';
import type { LostPolicy } from '../model/policy.ts';
import type { PolicyTerms } from '../model/policy-terms.ts';
import type { Gives, WeightedRuleSet } from '../model/rule-set.ts';
import type { GradedItem } from './graded-item.ts';

/** Settings of the library as a whole on loans. */
export type LibraryWays = Pick<WeightedRuleSet, 'profile' | 'closedDays' | 'endOfDay' | 'minimumUsefulMinutes'>;

/** Where no rule covers items that do not come back: they never age by themselves, and one marked lost is billed at its price. */
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
    lost: { ...lostTerms(lost), ...gives.loss },
    ban: banTerms(gives),
    recall: gives.recall === undefined ? null : { ...PLAIN_RECALL_TERMS, ...gives.recall },
  };
}

/** Effect on loans of titles with many holds. */
export function weightedPressure(
  gives: Pick<Gives, 'shorterUnderHolds' | 'leastCopiesPerHold' | 'leastAvailablePerHold'>,
): HoldPressureTerms {
  return {
    shorter: gives.shorterUnderHolds ?? null,
    leastCopiesPerHold: gives.leastCopiesPerHold ?? null,
    leastAvailablePerHold: gives.leastAvailablePerHold ?? null,
  };
}

const CIRCULATES = { true: 'yes', false: 'needs-override', never: 'never' } as const;

function lendTerms({ circulates, duration, schedules, hardDate, lend }: LendableGives, period: Period): LendTerms {
  const { leastAge: _, ...said } = lend ?? {};
  return {
    ...NO_LEND_TERMS,
    circulates: CIRCULATES[`${circulates}`],
    profile: duration.due,
    period,
    schedules: duration.due === 'fixed' ? (schedules ?? []) : null,
    hardDate: hardDate ?? null,
    ...said,
  };
}

function shapingTerms(gives: LendableGives, ways: LibraryWays): ShapingTerms {
  const { hoursMode = 'ignore', shaping = {} } = gives;
  return {
    ...shapingOf(ways.profile, shaping.closedDayMode ?? null),
    endOfDay: ways.endOfDay,
    minimumUsefulMinutes: ways.minimumUsefulMinutes,
    hoursMode,
    closeBufferMinutes: gives.closeBufferMinutes ?? 0,
    openingOffsetMinutes: gives.openingOffsetMinutes ?? 0,
    overnight: overnightTerms(gives),
    ...shaping,
  };
}

/** A rule that ignores closing time ignores it for the night too. */
function overnightTerms({ overnight, hoursMode }: LendableGives): OvernightTerms | null {
  if (overnight === undefined || hoursMode === 'ignore') return null;
  const { windowMinutes, allowed = true, due = 'next-opening', weekendAsOvernight = true } = overnight;
  return { allowed, windowMinutes, due, weekendAsOvernight };
}

/** A renewal asks the rules anew, as a renewal; an account that expired does not renew. */
function renewTerms({ circulates, renewals, duration, renew }: LendableGives): RenewTerms {
  return {
    ...PLAIN_RENEW_TERMS,
    allowed: circulates === true,
    maxCount: renewals === undefined ? duration.maxRenewals : renewals,
    blocksRestricted: true,
    blocksExpired: true,
    ...renew,
  };
}

/** The highest fine; null = no cap. A cap of 0 is a real one: nothing is charged under it. */
function capOf({ maxFine }: LendableGives, priceMinor: MinorUnits): MinorUnits | null {
  if (maxFine === undefined || maxFine === null) return null;
  const cap = maxFine.percentOfPrice ? Math.round((priceMinor * maxFine.amountMinor) / 10_000) : maxFine.amountMinor;
  return Math.max(cap, 0);
}

function overdueTerms(
  gives: LendableGives,
  grade: GradedItem['fineGrade'],
  { capMinor, closedTime }: { readonly capMinor: MinorUnits | null; readonly closedTime: LibraryWays['closedDays'] },
): OverdueTerms {
  const { fine } = gives;
  const { chargeAt = 'start', graceWay = PLAIN_GRACE, ...said } = gives.overdue ?? {};
  const isFree = fine === undefined || capMinor === 0;
  const rates = { low: fine?.lowMinor ?? 0, normal: fine?.normalMinor ?? 0, high: fine?.highMinor ?? 0 };
  const rate = isFree ? null : { amountMinor: Math.max(rates[grade], 0), per: ratePeriod(fine.per), chargeAt };
  return {
    lateness: { in: 'elapsed', closedTime },
    grace: { ...graceWay, period: isFree ? { n: 0, unit: 'days' } : ratePeriod(gives.grace ?? fine.grace) },
    normal: { rate, capMinor: isFree ? null : capMinor },
    recalled: null,
    capAtPrice: false,
    patronCapMinor: null,
    overshoot: false,
    forgiveOnRenewal: true,
    reminders: [],
    remindersStopRenewal: false,
    ...said,
  };
}

const PLAIN_GRACE: Omit<OverdueTerms['grace'], 'period'> = {
  mode: 'all-or-nothing',
  extend: 'none',
  intoClosed: false,
  ignoredForRecall: false,
};

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

/** A patron without a rate in the rules is not banned, even if the rules give other ban terms. */
function banTerms({ ban }: LendableGives): BanTerms | null {
  if (ban?.rate === undefined || ban.rate === null) return null;
  return { ...NO_BAN_TERMS, ...ban, rate: ban.rate };
}
