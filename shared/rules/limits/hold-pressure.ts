// Loans of titles that many wait for: shorter ones, or none where there are too few copies for the holds. Source: loan rules, 2.2.

import type { HoldPressureTerms } from '../model/policy/hold-pressure.ts';
import type { StoredPeriod } from '../model/period.ts';

/** A title as hold pressure sees it. */
export type Wanted = {
  /** Holds that wait, without those of the borrower. */
  readonly holds: number;
  readonly copies: number;
  /** Copies that are in, without the one that is to be lent. */
  readonly available: number;
};

/** The shorter period for a title; null = as always. */
export function pressurePeriod({ shorter }: HoldPressureTerms, { holds, copies }: Wanted): StoredPeriod | null {
  if (shorter === null) return null;
  const { threshold } = shorter;
  const from = threshold.holds + (threshold.above === 'copies' ? copies : 0);
  return holds > 0 && holds >= from ? shorter.period : null;
}

/** Whether there are too few copies for those who wait. */
export function isUnderPressure(terms: HoldPressureTerms, { holds, copies, available }: Wanted): boolean {
  if (holds === 0) return false;
  const { leastCopiesPerHold, leastAvailablePerHold } = terms;
  return (
    (leastCopiesPerHold !== null && copies < leastCopiesPerHold * holds) ||
    (leastAvailablePerHold !== null && available < leastAvailablePerHold * holds)
  );
}
