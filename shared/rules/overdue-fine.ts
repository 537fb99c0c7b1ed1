// What lateness costs, in integer minor units. Grace is all or nothing; a started period counts whole; the cap comes last.
// Source: loan rules, section 6 (fines).

import type { Instant } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import type { OverduePolicy } from './model/policy.ts';

/** Whether a period that ends at this moment ends on a closed day. */
export type IsClosedAt = (at: Instant) => boolean;

/** The overdue fine of a loan due at `dueAt` and in (or counted) at `inAt`. */
export function overdueFine(policy: OverduePolicy, dueAt: Instant, inAt: Instant, isClosedAt: IsClosedAt): MinorUnits {
  const lateMs = inAt - dueAt;
  if (policy.rateMinor === 0 || lateMs <= 0 || lateMs <= policy.graceMs) return 0;
  const started = Math.ceil(lateMs / policy.perMs);
  const charged = policy.closedDays === 'count' ? started : chargedPeriods(policy, dueAt, started, isClosedAt);
  const fine = charged * policy.rateMinor;
  return policy.maxMinor === 0 ? fine : Math.min(fine, policy.maxMinor);
}

function chargedPeriods(policy: OverduePolicy, dueAt: Instant, started: number, isClosedAt: IsClosedAt): number {
  // Beyond the period that reaches the cap nothing can be added, so a very late loan is not counted to its end.
  const enough = policy.maxMinor === 0 ? started : Math.ceil(policy.maxMinor / policy.rateMinor);
  let charged = 0;
  for (let period = 1; period <= started && charged < enough; period += 1) {
    if (!isClosedAt(dueAt + period * policy.perMs)) charged += 1;
  }
  return charged;
}
