// The fine of a late loan by the full terms of a policy: lateness, closed time, grace, periods, rate, caps, always in this order.
// The plain figures that a loan keeps are computed by overdue-fine.ts with the same parts. Source: loan rules, section 6.

import type { Instant, Millis } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { CappedRate, FineRate, OverdueTerms } from '../model/policy/overdue.ts';
import { chargedOf, periodsIn } from './charged-periods.ts';
import { capFine, stepsToCap, type CappedFine } from './fine-cap.ts';
import { afterGrace, extendedGrace } from './grace.ts';
import { LATE_UNIT_MS, lateUnits, type LateSpan } from './late-time.ts';
import { rateMillis } from './rate-period.ts';

/** Facts besides the lateness that a fine depends on. */
export type FinedLoan = {
  readonly recalled: boolean;
  /** The cap where the policy caps at the price; null = no price is known. */
  readonly priceMinor: MinorUnits | null;
  /** The patron's debt for lateness already, besides this loan. */
  readonly patronOwesMinor: MinorUnits;
};

/** A loan with when it was due and came in. */
export type LateLoan = LateSpan & FinedLoan;

export type LateFine = {
  readonly amountMinor: MinorUnits;
  /** Lateness before grace, in the unit that the policy measures it in. */
  readonly late: number;
  readonly charged: number;
  readonly cappedBy: CappedFine['by'];
};

/** Computes a fine. Total. */
export function lateFine(terms: OverdueTerms, loan: LateLoan): LateFine {
  const rate = rateOf(terms, loan.recalled);
  const late = lateUnits(terms.lateness, loan);
  const left = leftAfterGrace(terms, late, graceOf(terms, loan));
  const enough = rate.rate === null ? 0 : stepsToCap(rate.capMinor, rate.rate.amountMinor);
  const charged = chargedPeriods(terms, loan, { left, enough });
  return { late, ...capped(terms, { rate, charged }, loan) };
}

/** The fine of a lateness that is known as such, in the unit that the policy measures it in. */
export function fineOfUnits(terms: OverdueTerms, late: number, loan: FinedLoan): LateFine {
  const rate = rateOf(terms, loan.recalled);
  const left = leftAfterGrace(terms, late, plainGrace(terms, loan.recalled));
  return { late, ...capped(terms, { rate, charged: plainPeriods(terms, rate.rate, left) }, loan) };
}

/** Lateness that is charged for when the grace is taken into account, in the unit that the policy measures it in. */
export function chargeableUnits(
  terms: Pick<OverdueTerms, 'lateness' | 'grace'>,
  late: number,
  recalled: boolean,
): number {
  return leftAfterGrace(terms, late, plainGrace(terms, recalled));
}

/** How many periods are charged; unlike the fine it does not stop at a cap. */
export function billedPeriods(terms: OverdueTerms, loan: LateLoan): number {
  const left = leftAfterGrace(terms, lateUnits(terms.lateness, loan), graceOf(terms, loan));
  return chargedPeriods(terms, loan, { left, enough: Number.POSITIVE_INFINITY });
}

function rateOf(terms: OverdueTerms, recalled: boolean): CappedRate {
  return recalled && terms.recalled !== null ? terms.recalled : terms.normal;
}

function plainGrace({ grace }: Pick<OverdueTerms, 'grace'>, recalled: boolean): Millis {
  return grace.ignoredForRecall && recalled ? 0 : rateMillis(grace.period);
}

function graceOf({ grace }: OverdueTerms, { dueAt, times, recalled }: LateLoan): Millis {
  return grace.ignoredForRecall && recalled ? 0 : extendedGrace(grace, dueAt, times);
}

function leftAfterGrace({ lateness, grace }: Pick<OverdueTerms, 'lateness' | 'grace'>, late: number, graceMs: Millis) {
  return Math.max(afterGrace(late, graceMs / LATE_UNIT_MS[lateness.in], grace.mode), 0);
}

/** Nothing is counted period by period for longer than this; a fine that runs on so long has no cap and no end. */
const MOST_PERIODS = 200_000;

function chargedPeriods(
  terms: OverdueTerms,
  loan: LateLoan,
  { left, enough }: { readonly left: number; readonly enough: number },
): number {
  const { rate } = rateOf(terms, loan.recalled);
  const periods = plainPeriods(terms, rate, left);
  const { times } = loan;
  if (rate === null || times === null || terms.lateness.closedTime !== 'skip-closed-ends') return periods;
  const isFree = (period: number) => times.isClosedAt(endOfPeriod(loan, rate, period));
  return chargedOf(Math.min(periods, MOST_PERIODS), enough, isFree);
}

function plainPeriods({ lateness }: OverdueTerms, rate: FineRate | null, left: number): number {
  return rate === null ? 0 : periodsIn(left, rateMillis(rate.per) / LATE_UNIT_MS[lateness.in], rate.chargeAt);
}

/** When a period ends. Periods of days move the date and keep the time of day, also over a change of the clocks. */
function endOfPeriod({ dueAt, clock }: LateLoan, { per }: FineRate, period: number): Instant {
  const length = period * rateMillis(per);
  const isElapsed = per.unit === 'minutes' || per.unit === 'hours';
  return isElapsed ? dueAt + length : clock.toInstant(clock.toLocal(dueAt) + length);
}

function capped(
  terms: OverdueTerms,
  { rate: { rate, capMinor }, charged }: { readonly rate: CappedRate; readonly charged: number },
  { priceMinor, patronOwesMinor }: FinedLoan,
): Omit<LateFine, 'late'> {
  if (rate === null) return { amountMinor: 0, charged: 0, cappedBy: null };
  const { capAtPrice, patronCapMinor, overshoot } = terms;
  const { amountMinor, by } = capFine(charged * rate.amountMinor, {
    loanMinor: capMinor,
    priceMinor: capAtPrice ? priceMinor : null,
    patron: patronCapMinor === null ? null : { capMinor: patronCapMinor, otherMinor: patronOwesMinor },
    stepMinor: overshoot ? rate.amountMinor : null,
  });
  return { amountMinor, charged, cappedBy: by };
}
