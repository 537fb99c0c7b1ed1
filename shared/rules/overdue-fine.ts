// What lateness costs by the plain figures that a loan keeps, in integer minor units. Grace is all or nothing; a started period counts
// whole; the cap comes last. Source: loan rules, section 6 (fines). Full terms of a policy are in fines/late-fine.ts, with the same parts.

import type { Instant } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import { chargedOf, periodsIn } from './fines/charged-periods.ts';
import { capFine, stepsToCap } from './fines/fine-cap.ts';
import { afterGrace } from './fines/grace.ts';
import type { OverduePolicy } from './model/policy.ts';

/** Whether a period that ends at this moment ends on a closed day. */
export type IsClosedAt = (at: Instant) => boolean;

/** The overdue fine of a loan due at `dueAt` and in (or counted) at `inAt`. */
export function overdueFine(policy: OverduePolicy, dueAt: Instant, inAt: Instant, isClosedAt: IsClosedAt): MinorUnits {
  const late = afterGrace(inAt - dueAt, policy.graceMs, 'all-or-nothing');
  if (policy.rateMinor === 0 || late <= 0) return 0;
  const loanMinor = policy.maxMinor === 0 ? null : policy.maxMinor;
  const started = periodsIn(late, policy.perMs, 'start');
  const charged =
    policy.closedDays === 'count'
      ? started
      : chargedOf(started, stepsToCap(loanMinor, policy.rateMinor), (period) =>
          isClosedAt(dueAt + period * policy.perMs),
        );
  return capFine(charged * policy.rateMinor, { loanMinor, priceMinor: null, patron: null, stepMinor: null })
    .amountMinor;
}
