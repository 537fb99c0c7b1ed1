// The change of the borrower's account by another state of the loan, from its policy and payments: shown before the
// act, never recorded.

import type { MinorUnits } from '../../core/money.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import { ruleEngine } from '../../rules/resolve/rule-engine.ts';
import type { MoneyAct } from '../acts.ts';
import { foldAccounts } from '../fold/account.ts';
import type { Fee, FeeKind } from '../model/fee.ts';
import type { Item } from '../model/item.ts';
import type { Loan } from '../model/loan.ts';

/** Amounts in minor units. */
export type LoanMoney = {
  /** Owed afterwards for loss, processing and lateness. */
  readonly owed: Readonly<Record<'lost' | 'processing' | 'overdue', MinorUnits>>;
  /** Part of a bill that is owed no more. */
  readonly liftedMinor: MinorUnits;
  /** Payments that become credit. */
  readonly creditMinor: MinorUnits;
};

type LoanChange = {
  readonly item: Pick<Item, 'id' | 'priceMinor'>;
  readonly policy: Policy;
  readonly before: Loan;
  readonly after: Loan;
  /** Money acts of the person who has it. */
  readonly acts: readonly MoneyAct[];
};

/** Compares the account before and after. */
export function loanMoney(rules: RuleSet, { item, policy, before, after, acts }: LoanChange): LoanMoney {
  const fold = (loan: Loan) => {
    const times = loan.branch === null ? null : ruleEngine(rules).timesOf(loan.branch);
    const { fees, credits } = foldAccounts({
      loans: [{ loan, itemId: item.id, priceMinor: item.priceMinor, policy, times }],
      acts,
    });
    const own = credits.find(({ patronId }) => patronId === loan.patronId);
    return { fees: fees.filter(({ loanId }) => loanId === loan.id), creditMinor: own?.amountMinor ?? 0 };
  };
  const [was, is] = [fold(before), fold(after)];
  return {
    owed: {
      lost: owedOf(is.fees, 'lost'),
      processing: owedOf(is.fees, 'processing'),
      overdue: owedOf(is.fees, 'overdue'),
    },
    liftedMinor: Math.max(0, billOf(was.fees) - billOf(is.fees)),
    creditMinor: Math.max(0, is.creditMinor - was.creditMinor),
  };
}

function owedOf(fees: readonly Fee[], kind: FeeKind): MinorUnits {
  return fees.reduce((sum, fee) => sum + (fee.kind === kind ? fee.outstandingMinor : 0), 0);
}

function billOf(fees: readonly Fee[]): MinorUnits {
  return owedOf(fees, 'lost') + owedOf(fees, 'processing');
}
