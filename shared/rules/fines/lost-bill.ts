// The cost of a loss by the policy that a loan keeps: the bill for an item that did not come back, and the rest of it
// after a return. By its full terms where the loan keeps them, else by its plain figures. Source: loan rules, 1.3 (lost
// policy) and section 6.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { LostPolicy } from '../model/policy.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import { rateMillis } from './rate-period.ts';

/** The policy of losses, as a loan keeps it. */
export type LossPolicy = { readonly lost: LostPolicy; readonly terms?: { readonly lost: LostTerms } | undefined };

/** When a loan ages to lost and when it is billed; null = never by itself. */
export type LostSchedule = { readonly lostAt: Instant | null; readonly billedAt: Instant | null };

/** The moments at which a loan that stays out turns into a bill. `recalled`: its due date was set by a recall. */
export function lostSchedule({ lost, terms }: LossPolicy, dueAt: Instant, recalled: boolean): LostSchedule {
  if (terms === undefined) {
    const lostAt = lost.afterMs === null ? null : clampInstant(dueAt + lost.afterMs);
    return { lostAt, billedAt: lostAt };
  }
  const aging = agingOf(terms.lost, recalled);
  if (aging.lostAfter === null) return { lostAt: null, billedAt: null };
  const lostAt = clampInstant(dueAt + rateMillis(aging.lostAfter));
  return { lostAt, billedAt: billedAfter(aging, lostAt) };
}

function agingOf({ aging, recalledAging }: LostTerms, recalled: boolean): LostTerms['aging'] {
  return recalled && recalledAging !== null ? recalledAging : aging;
}

function billedAfter({ billAfter }: LostTerms['aging'], lostAt: Instant): Instant {
  return billAfter === null ? lostAt : clampInstant(lostAt + rateMillis(billAfter));
}

/** A loss: its time, the price in minor units, and when the item came back; null = it is away still. */
export type Loss = {
  readonly lostAt: Instant;
  /** A person declared it lost, and the bill is made at once; absent = it aged to lost. */
  readonly isDeclared?: boolean;
  readonly returnedAt: Instant | null;
  readonly priceMinor: MinorUnits | null;
  readonly recalled: boolean;
};

/** The cost of a loss, in minor units. */
export type LossCost = {
  /** For the item; 0 where a person works out the cost. */
  readonly costMinor: MinorUnits;
  readonly processingMinor: MinorUnits;
  /** Since when it is billed. */
  readonly billedAt: Instant;
  /** Up to when lateness is charged besides; null = not at all. */
  readonly lateUntil: Instant | null;
};

/** The cost of a loan that aged to lost, now: the whole bill while the item is away, the rest of it once it came back. */
export function lossCost({ lost, terms }: LossPolicy, loss: Loss): LossCost {
  return terms === undefined ? plainCost(lost, loss) : costByTerms(terms.lost, loss);
}

function costByTerms(terms: LostTerms, loss: Loss): LossCost {
  const { lostAt, isDeclared = false, returnedAt, priceMinor, recalled } = loss;
  const billedAt = isDeclared ? lostAt : billedAfter(agingOf(terms, recalled), lostAt);
  const bill = { ...billOf(terms, priceMinor, isDeclared), billedAt };
  if (returnedAt === null) return { ...bill, lateUntil: null };
  const withinMs = terms.refundWithin === null ? null : rateMillis(terms.refundWithin);
  // Past the time for refunds everything stands, and no fine is added to it.
  if (withinMs !== null && returnedAt - lostAt > withinMs) return { ...bill, lateUntil: null };
  const { cost, processing, overdue } = terms.onReturn;
  const wasBilled = returnedAt >= billedAt;
  return {
    costMinor: wasBilled && cost === 'keep' ? bill.costMinor : 0,
    processingMinor: wasBilled && processing === 'keep' ? bill.processingMinor : 0,
    billedAt,
    lateUntil: { none: null, recharge: returnedAt, restore: lostAt }[overdue],
  };
}

function billOf(
  terms: LostTerms,
  priceMinor: MinorUnits | null,
  isDeclared: boolean,
): Pick<LossCost, 'costMinor' | 'processingMinor'> {
  const costs: Readonly<Record<LostTerms['cost'], MinorUnits>> = {
    price: atLeast(priceMinor, terms.defaultPriceMinor),
    set: terms.setMinor,
    actual: 0,
    none: 0,
  };
  return {
    costMinor: costs[terms.cost],
    processingMinor: terms.processingWhen[isDeclared ? 'declared' : 'aged'] ? terms.processingMinor : 0,
  };
}

function plainCost(lost: LostPolicy, { lostAt, returnedAt, priceMinor }: Loss): LossCost {
  const costMinor = lost.bill === 'none' ? 0 : (lost.setMinor ?? atLeast(priceMinor, lost.defaultPriceMinor));
  const bill = { costMinor, processingMinor: lost.processingMinor, billedAt: lostAt };
  const { refundWithinMs } = lost;
  if (returnedAt === null || (refundWithinMs !== null && returnedAt - lostAt > refundWithinMs)) {
    return { ...bill, lateUntil: null };
  }
  return {
    costMinor: 0,
    processingMinor: lost.removeProcessing ? 0 : lost.processingMinor,
    billedAt: lostAt,
    lateUntil: lost.chargeOverdue ? returnedAt : null,
  };
}

/** The price that a loss is billed at: the item's, or the default where it has none or less. */
function atLeast(priceMinor: MinorUnits | null, defaultPriceMinor: MinorUnits): MinorUnits {
  return Math.max(priceMinor ?? 0, defaultPriceMinor);
}
