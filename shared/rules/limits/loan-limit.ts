// How many loans one patron may have at once, by Koha's limits: of the rule, of the item type above, of the patron group at a library.
// Source: loan rules, 1.1. Loans for use in the building have a limit of their own, and may use up the ordinary one too.

import type { LoanLimit } from '../model/policy/limits.ts';

/** The patron's loans that a limit counts. */
export type OutNow = {
  /** Ordinary loans. */
  readonly loans: number;
  /** Loans for use in the building. */
  readonly onsite: number;
};

/** The loan that is asked for. */
export type AskedLoan = {
  readonly isOnsite: boolean;
  /** The patron has the item for use in the building already, and now takes it home. */
  readonly isSwitch: boolean;
  /** Loans for use in the building use up the ordinary limit too. */
  readonly onsiteCountsAsNormal: boolean;
};

/** A limit that does not allow the loan. */
export type ReachedLimit = {
  readonly kind: 'no-rule' | 'loans' | 'onsite';
  readonly max: number;
  readonly count: number;
  /** It cannot be overridden; absent = as the system has it. */
  readonly isFinal?: true;
};

/** The first limit that one more loan would pass; null = it may be made. No limit at all is not the same as no rule: that allows nothing. */
export function reachedLoanLimit(
  limits: readonly { readonly limit: LoanLimit; readonly out: OutNow }[],
  asked: AskedLoan,
): ReachedLimit | null {
  if (limits.length === 0) return { kind: 'no-rule', max: 0, count: 0 };
  for (const { limit, out } of limits) {
    const reached = reachedBy(limit, out, asked);
    if (reached !== null) return reached;
  }
  return null;
}

function reachedBy({ max, maxOnsite }: LoanLimit, out: OutNow, asked: AskedLoan): ReachedLimit | null {
  if (asked.isOnsite && maxOnsite !== null && out.onsite >= maxOnsite) {
    return { kind: 'onsite', max: maxOnsite, count: out.onsite };
  }
  if (max === null || (asked.isOnsite && !asked.onsiteCountsAsNormal)) return null;
  const count = out.loans + (asked.onsiteCountsAsNormal ? out.onsite : 0);
  // An item that is out for use here already is not one more when it is taken home.
  const mayBe = max + (asked.isSwitch && asked.onsiteCountsAsNormal ? 1 : 0);
  return count >= mayBe ? { kind: 'loans', max, count } : null;
}

/** A loan as these limits count it. */
export type LimitedLoan = {
  readonly branch: string;
  readonly itemType: string;
  readonly isOnsite: boolean;
  readonly state: 'out' | 'claimed' | 'lost' | 'long-overdue';
};

/** The row that a limit stands in, and the other values of the table. */
export type LimitRow = {
  /** Null: of every library. */
  readonly branch: string | null;
  /** Null: of every item type that has no row of its own. */
  readonly itemType: string | null;
  /** Types below `itemType`, which it counts too. */
  readonly typesBelow: readonly string[];
  /** Item types with rows of their own. */
  readonly typesWithRows: readonly string[];
  readonly notCounted: readonly LimitedLoan['state'][];
};

/** The patron's loans that a row counts. */
export function outUnder(row: LimitRow, loans: readonly LimitedLoan[]): OutNow {
  const counted = loans.filter(
    (loan) =>
      !row.notCounted.includes(loan.state) &&
      (row.branch === null || loan.branch === row.branch) &&
      isOfType(row, loan),
  );
  const onsite = counted.filter(({ isOnsite }) => isOnsite).length;
  return { loans: counted.length - onsite, onsite };
}

function isOfType({ itemType, typesBelow, typesWithRows }: LimitRow, loan: LimitedLoan): boolean {
  if (itemType === null) return !typesWithRows.includes(loan.itemType);
  return loan.itemType === itemType || typesBelow.includes(loan.itemType);
}
