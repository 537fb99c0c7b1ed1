// How many periods of lateness are charged. Counting stops where the cap is reached, so a very late loan is not counted to its end.

import type { FineRate } from '../model/policy/overdue.ts';

/** Periods of length `per` in a lateness, both in one unit: those that have begun, or only whole ones. */
export function periodsIn(late: number, per: number, chargeAt: FineRate['chargeAt']): number {
  if (late <= 0 || per <= 0) return 0;
  return chargeAt === 'start' ? Math.ceil(late / per) : Math.floor(late / per);
}

/** Periods that are charged when some are left out: counts up to `enough`. `isFree` is asked for the first period as 1. */
export function chargedOf(periods: number, enough: number, isFree: (period: number) => boolean): number {
  let charged = 0;
  for (let period = 1; period <= periods && charged < enough; period += 1) if (!isFree(period)) charged += 1;
  return charged;
}
