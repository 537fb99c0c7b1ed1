// The fine of a late loan by the full terms of a policy: lateness, closed time, grace, periods, rate, caps, always in this order.
// The plain figures that a loan keeps are computed by overdue-fine.ts with the same parts. Source: loan rules, section 6.

import type { Instant, Millis } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { dayOf, midnightOf } from '../calendar/local-time.ts';
import type { CappedRate, FineRate, OverdueTerms } from '../model/policy/overdue.ts';
import { chargedOf, periodsIn } from './charged-periods.ts';
import { capFine, stepsToCap, type CappedFine } from './fine-cap.ts';
import { afterGrace, extendedGrace } from './grace.ts';
import { LATE_UNIT_MS, lateUnits, type LateSpan } from './late-time.ts';
import { rateMillis } from './rate-period.ts';

/** A loan as its fine depends on it. */
export type LateLoan = LateSpan & {
  readonly recalled: boolean;
  /** What the fine may not pass where the policy caps at the price; null = no price is known. */
  readonly priceMinor: MinorUnits | null;
  /** What the patron owes for lateness already, besides this loan. */
  readonly patronOwesMinor: MinorUnits;
};

export type LateFine = {
  readonly amountMinor: MinorUnits;
  /** Lateness before grace, in the unit that the policy measures it in. */
  readonly late: number;
  readonly charged: number;
  readonly cappedBy: CappedFine['by'];
};

/** Computes a fine. Total. */
export function lateFine(terms: OverdueTerms, loan: LateLoan): LateFine {
  const late = lateUnits(terms.lateness, loan);
  return { late, ...fineOfLateness(terms, late, loan) };
}

/** The fine of a lateness that is known already, in the unit that the policy measures it in. */
export function fineOfLateness(terms: OverdueTerms, late: number, loan: LateLoan): Omit<LateFine, 'late'> {
  const { rate, capMinor } = rateOf(terms, loan.recalled);
  const left = afterGrace(late, graceOf(terms, loan) / LATE_UNIT_MS[terms.lateness.in], terms.grace.mode);
  if (rate === null || left <= 0) return { amountMinor: 0, charged: 0, cappedBy: null };
  const charged = chargedPeriods(terms, { rate, left, enough: stepsToCap(capMinor, rate.amountMinor), loan });
  const { amountMinor, by } = capFine(charged * rate.amountMinor, {
    loanMinor: capMinor,
    priceMinor: terms.capAtPrice ? loan.priceMinor : null,
    patron: terms.patronCapMinor === null ? null : { capMinor: terms.patronCapMinor, otherMinor: loan.patronOwesMinor },
    stepMinor: terms.overshoot ? rate.amountMinor : null,
  });
  return { amountMinor, charged, cappedBy: by };
}

/** The rate and cap that a loan falls under. */
export function rateOf(terms: OverdueTerms, recalled: boolean): CappedRate {
  return recalled && terms.recalled !== null ? terms.recalled : terms.normal;
}

/** How long a loan may be late for nothing. */
export function graceOf(terms: OverdueTerms, loan: Pick<LateLoan, 'dueAt' | 'times' | 'recalled'>): Millis {
  if (terms.grace.ignoredForRecall && loan.recalled) return 0;
  return extendedGrace(terms.grace, loan.dueAt, loan.times);
}

/** How many periods are charged; unlike the fine it does not stop at a cap. */
export function billedPeriods(terms: OverdueTerms, loan: LateLoan): number {
  const { rate } = rateOf(terms, loan.recalled);
  const late = lateUnits(terms.lateness, loan);
  const left = afterGrace(late, graceOf(terms, loan) / LATE_UNIT_MS[terms.lateness.in], terms.grace.mode);
  return rate === null ? 0 : chargedPeriods(terms, { rate, left, enough: Number.POSITIVE_INFINITY, loan });
}

type Charging = {
  readonly rate: FineRate;
  readonly left: number;
  readonly enough: number;
  readonly loan: LateLoan;
};

/** Nothing is counted period by period for longer than this; a fine that runs on so long has no cap and no end. */
const MOST_PERIODS = 1_000_000;

function chargedPeriods(terms: OverdueTerms, { rate, left, enough, loan }: Charging): number {
  const per = rateMillis(rate.per);
  const periods = periodsIn(left, per / LATE_UNIT_MS[terms.lateness.in], rate.chargeAt);
  const { times } = loan;
  if (terms.lateness.closedTime !== 'skip-closed-ends' || times === null) return periods;
  return chargedOf(Math.min(periods, MOST_PERIODS), enough, (period) =>
    times.isClosedAt(endOfPeriod(loan, rate, period)),
  );
}

/** When a period ends. Periods of days move the date and keep the time of day, whatever the clocks do in between. */
function endOfPeriod({ dueAt, clock }: LateLoan, rate: FineRate, period: number): Instant {
  const length = period * rateMillis(rate.per);
  if (rate.per.unit === 'minutes' || rate.per.unit === 'hours') return dueAt + length;
  const local = clock.toLocal(dueAt);
  const end = local + length;
  return clock.toInstant(midnightOf(dayOf(end)) + (local - midnightOf(dayOf(local))));
}
