// The change of the account by a check-in, from the policy of the loan and before the fold: shown as expected, never
// recorded.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import { ruleEngine } from '../../rules/resolve/rule-engine.ts';
import { foldAccounts } from '../fold/account.ts';
import type { ItemFacts } from '../facts.ts';
import type { Fee } from '../model/fee.ts';
import type { Loan } from '../model/loan.ts';

/** Changes of the account by a check-in: the overdue fine that it leaves, and the amount taken off a lost bill; null = nothing was billed. */
export type AccountChange = { readonly fineMinor: MinorUnits; readonly liftedMinor: MinorUnits | null };

/** The change that a loan's return at `inAt` makes, by the calendars of these rules. Money acts are not looked at. */
export function expectedChange(
  rules: RuleSet,
  { item }: ItemFacts,
  returned: { readonly loan: Loan; readonly policy: Policy; readonly inAt: Instant },
): AccountChange {
  const { loan, policy, inAt } = returned;
  const feesOf = (state: Loan) =>
    foldAccounts({
      loans: [
        {
          loan: state,
          itemId: item.id,
          priceMinor: item.priceMinor,
          policy,
          times: loan.branch === null ? null : ruleEngine(rules).timesOf(loan.branch),
        },
      ],
      acts: [],
    }).fees;
  // A return from before the aging undoes it.
  const lostAt = loan.lostAt !== null && inAt < loan.lostAt ? null : loan.lostAt;
  const after = feesOf({ ...loan, state: 'closed', how: 'checkin', inAt, lostAt });
  const billed = loan.state === 'lost' ? billMinor(feesOf(loan)) : 0;
  return {
    fineMinor: after.find(({ kind }) => kind === 'overdue')?.amountMinor ?? 0,
    liftedMinor: billed === 0 ? null : Math.max(0, billed - billMinor(after)),
  };
}

function billMinor(fees: readonly Fee[]): MinorUnits {
  return fees.reduce(
    (sum, { kind, amountMinor }) => sum + (kind === 'lost' || kind === 'processing' ? amountMinor : 0),
    0,
  );
}
