// The policy of one loan: what its rules gave, for the grades and the price of its item, in the plain figures that folds compute with.

import { DAY_MS } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import { rateMillis } from './fines/rate-period.ts';
import type { LendableGives } from './match/match-rules.ts';
import { isDayGranular, type Period } from './model/period.ts';
import type { LostPolicy, OverduePolicy, Policy } from './model/policy.ts';
import type { Gives, RuleSet } from './model/rule-set.ts';

/** What a policy depends on besides the rules. */
export type GradedItem = {
  readonly loanGrade: 'short' | 'normal' | 'extended';
  readonly fineGrade: 'low' | 'normal' | 'high';
  readonly priceMinor: MinorUnits | null;
};

/** Where no rule says what happens to items that do not come back: they never age by themselves, and one marked lost is billed at its price. */
const DEFAULT_LOST: LostPolicy = {
  afterMs: null,
  bill: 'price',
  defaultPriceMinor: 0,
  processingMinor: 0,
  refundWithinMs: null,
  removeProcessing: true,
  chargeOverdue: true,
};

/** The period of an item's loan grade. */
export function periodOf(gives: LendableGives, item: Pick<GradedItem, 'loanGrade'>): Period {
  return gives.duration.periods[item.loanGrade];
}

/** Resolves a policy. */
export function resolvePolicy(gives: LendableGives, item: GradedItem, rules: Pick<RuleSet, 'closedDays'>): Policy {
  const period = periodOf(gives, item);
  const lost = gives.lost ?? DEFAULT_LOST;
  return {
    grain: isDayGranular(period) ? 'day' : 'time',
    period,
    maxRenewals: gives.renewals ?? gives.duration.maxRenewals,
    overdue: resolveOverdue(gives, item, { lost, closedDays: rules.closedDays }),
    lost,
  };
}

function resolveOverdue(
  gives: Gives,
  item: GradedItem,
  { lost, closedDays }: { lost: LostPolicy; closedDays: OverduePolicy['closedDays'] },
): OverduePolicy {
  const { fine } = gives;
  const cap = capOf(gives, item.priceMinor ?? lost.defaultPriceMinor);
  if (fine === undefined || cap === 0) {
    return { rateMinor: 0, perMs: DAY_MS, graceMs: 0, maxMinor: 0, closedDays };
  }
  const rates = { low: fine.lowMinor, normal: fine.normalMinor, high: fine.highMinor };
  return {
    rateMinor: Math.max(rates[item.fineGrade], 0),
    perMs: Math.max(rateMillis(fine.per), 1),
    graceMs: Math.max(rateMillis(gives.grace ?? fine.grace), 0),
    maxMinor: cap ?? 0,
    closedDays,
  };
}

/** The highest fine; null = no cap. A cap of 0 is a real one: nothing is charged under it. */
function capOf({ maxFine }: Gives, priceMinor: MinorUnits): MinorUnits | null {
  if (maxFine === undefined) return null;
  const cap = maxFine.percentOfPrice ? Math.round((priceMinor * maxFine.amountMinor) / 10_000) : maxFine.amountMinor;
  return Math.max(cap, 0);
}
