// The bill for an item that did not come back, and what is left of it when it does. Source: loan rules, 1.3 (lost policy) and section 6.

import type { Instant, Millis } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import { rateMillis } from './rate-period.ts';

/** When a loan ages to lost and when it is billed; null = never by itself. */
export type LostSchedule = { readonly lostAt: Instant | null; readonly billedAt: Instant | null };

/** The moments at which a loan that stays out turns into a bill. */
export function lostSchedule(terms: LostTerms, dueAt: Instant, recalled: boolean): LostSchedule {
  const aging = recalled && terms.recalledAging !== null ? terms.recalledAging : terms.aging;
  if (aging.lostAfter === null) return { lostAt: null, billedAt: null };
  const lostAt = clampInstant(dueAt + rateMillis(aging.lostAfter));
  return { lostAt, billedAt: aging.billAfter === null ? lostAt : clampInstant(lostAt + rateMillis(aging.billAfter)) };
}

/** The price that a loss is billed at: the item's, or the default where it has none or less. */
export function priceBilled(priceMinor: MinorUnits | null, defaultPriceMinor: MinorUnits): MinorUnits {
  return Math.max(priceMinor ?? 0, defaultPriceMinor);
}

/** Whether an item came back in time for its bill to go; null = always. */
export function isRefundInTime(
  { lostAt, returnedAt }: { readonly lostAt: Instant; readonly returnedAt: Instant },
  withinMs: Millis | null,
): boolean {
  return withinMs === null || returnedAt - lostAt <= withinMs;
}

/** What is billed for a loss. A cost of null is worked out by somebody. */
export type LostBill = { readonly costMinor: MinorUnits | null; readonly processingMinor: MinorUnits };

/** The bill of a loss that a patron declared or that the loan aged to. */
export function lostBill(terms: LostTerms, how: 'declared' | 'aged', priceMinor: MinorUnits | null): LostBill {
  const costs: Readonly<Record<LostTerms['cost'], MinorUnits | null>> = {
    price: priceBilled(priceMinor, terms.defaultPriceMinor),
    set: terms.setMinor,
    actual: null,
    none: 0,
  };
  return { costMinor: costs[terms.cost], processingMinor: terms.processingWhen[how] ? terms.processingMinor : 0 };
}

/** What happens to the money when a lost item comes back. */
export type FoundSettlement = {
  readonly cost: 'refund' | 'keep';
  readonly processing: 'refund' | 'keep';
  readonly overdue: 'none' | 'recharge' | 'restore';
};

/** Settles a return after a loss. Past the time for refunds everything stands, and no fine is added to it. */
export function settleFound(terms: LostTerms, lostAt: Instant, returnedAt: Instant): FoundSettlement {
  const withinMs = terms.refundWithin === null ? null : rateMillis(terms.refundWithin);
  return isRefundInTime({ lostAt, returnedAt }, withinMs)
    ? terms.onReturn
    : { cost: 'keep', processing: 'keep', overdue: 'none' };
}

/** A bill as it has been covered so far. */
export type BillCover = {
  readonly amountMinor: MinorUnits;
  readonly paidMinor: MinorUnits;
  /** Waived or written off: never given back. */
  readonly forgivenMinor: MinorUnits;
};

/** What a refund of a bill takes off what is still owed, and what it gives back of what was paid. */
export function refundOf({ amountMinor, paidMinor, forgivenMinor }: BillCover): {
  readonly creditMinor: MinorUnits;
  readonly paidBackMinor: MinorUnits;
} {
  return {
    creditMinor: Math.max(amountMinor - paidMinor - forgivenMinor, 0),
    paidBackMinor: Math.max(Math.min(paidMinor, amountMinor - forgivenMinor), 0),
  };
}
