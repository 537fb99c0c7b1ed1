// Loans of titles that many wait for: shorter ones, or none where there are too few copies for the holds. Source: loan rules, 2.2.

import type { HoldPressureTerms } from '../model/policy/hold-pressure.ts';
import type { StoredPeriod } from '../model/period.ts';

/** A title as hold pressure sees it. */
export type Wanted = {
  /** Holds on the title that are not the borrower's: a shorter loan is for them. */
  readonly ofOthers: number;
  /** Holds that the copy in hand could fill, no matter who waits: copies are reckoned against these. */
  readonly holds: number;
  /** Copies that a hold could be filled by, the one in hand among them. */
  readonly copies: number;
  /** Those of them that are in. */
  readonly available: number;
};

/** The shorter period for a title; null = as always. */
export function pressurePeriod({ shorter }: HoldPressureTerms, { ofOthers, copies }: Wanted): StoredPeriod | null {
  if (shorter === null) return null;
  const { threshold } = shorter;
  const from = threshold.holds + (threshold.above === 'copies' ? copies : 0);
  return ofOthers > 0 && ofOthers >= from ? shorter.period : null;
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

/** Whether the terms ask how many copies there are. */
export function asksForCopies({ shorter, leastCopiesPerHold, leastAvailablePerHold }: HoldPressureTerms): boolean {
  return shorter?.threshold.above === 'copies' || leastCopiesPerHold !== null || leastAvailablePerHold !== null;
}
