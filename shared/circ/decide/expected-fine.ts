// What a check-in would cost by the policy of the loan, before the fold has said so: told as expected, never recorded.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { branchCalendars, closedDaysOf } from '../../rules/branch-calendars.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import { foldAccounts } from '../fold/account.ts';
import type { ItemFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';

/** The overdue fine of a loan that comes back at `inAt`, by the calendars of these rules. Money acts are not looked at. */
export function expectedFine(
  rules: RuleSet,
  { item }: ItemFacts,
  returned: { readonly loan: Loan; readonly policy: Policy; readonly inAt: Instant },
): MinorUnits {
  const { loan, policy, inAt } = returned;
  // A return from before the aging undoes it.
  const lostAt = loan.lostAt !== null && inAt < loan.lostAt ? null : loan.lostAt;
  const { fees } = foldAccounts({
    loans: [
      {
        loan: { ...loan, state: 'closed', how: 'checkin', inAt, lostAt },
        itemId: item.id,
        priceMinor: item.priceMinor,
        policy,
        isClosedAt: closedDaysOf(branchCalendars(rules), loan.branch),
      },
    ],
    acts: [],
  });
  return fees.find(({ kind }) => kind === 'overdue')?.amountMinor ?? 0;
}
