// Which loans and payers belong together where fees may have changed, and nothing beyond: unchanged money on unchanged
// loans is read, never followed. The walk asks step by step for the next rows, so that a server that waits for its rows and
// a desk that does not follow the same rules. Pure. [I15] [I16] [I24]
//
// A loan whose fees may change leads to all its payers, since the fees that their payments cover may change. A changed
// credit of a payer shows on all loans that they paid for, as these are. Only where money was given back does a payment
// tie its loans to each other: the amount taken from one of its lines depends on the coverage of the others.

import { isSameData } from '../../core/same-data.ts';
import { loanId, type ActId, type LoanId, type PatronId } from '../../core/ids.ts';
import type { MoneyAct } from '../acts.ts';
import type { FoldedException } from '../model/exception.ts';
import { owedBy } from '../model/fee.ts';
import type { Loan } from '../model/loan.ts';
import { foldAccounts, loansNamedBy, paymentsNamedBy, type AccountFold, type FeeLoan } from './account.ts';

/** Where an account set begins. */
export type AccountSeeds = {
  /** Loans that changed, or that money acts that changed name; by any id that money may name them by. */
  readonly loans: Iterable<LoanId>;
  /** Payers with money acts that changed. */
  readonly payers: Iterable<PatronId>;
};

/** Loans, by any id that names them, and payers. */
export type SomeAccounts = { readonly loans: readonly LoanId[]; readonly payers: readonly PatronId[] };

/** Rows that were read; every id that was asked for is in it. */
export type AccountReading = {
  /**
   * A loan as it is now by an id that money names it by, null where there is none; and all payers with a money act that
   * names that id.
   */
  readonly loans: ReadonlyMap<LoanId, { readonly loan: Loan | null; readonly payers: readonly PatronId[] }>;
  /** All money acts of a payer. */
  readonly acts: ReadonlyMap<PatronId, readonly MoneyAct[]>;
};

export type AccountSet = {
  /** Ids of the loans whose fees are folded anew, also those of loans that exist no longer. */
  readonly loans: ReadonlySet<LoanId>;
  /** Payers whose credit, exceptions and added fees are folded anew. */
  readonly payers: ReadonlySet<PatronId>;
  /** All money acts of these payers. */
  readonly acts: readonly MoneyAct[];
  /** Everything that was read for the decision: loans as they are, and acts of others on them. */
  readonly read: {
    readonly loans: readonly Loan[];
    /** Every id that a loan was looked for by. */
    readonly names: ReadonlySet<LoanId>;
    readonly payers: ReadonlySet<PatronId>;
    readonly acts: readonly MoneyAct[];
  };
};

/** Follows an account set. */
export type AccountWalk = {
  /** Begins somewhere else too. */
  add(seeds: AccountSeeds): void;
  /** Rows to fold again since the last call. */
  readonly takeAffected: () => SomeAccounts;
  /** Ids to read next; null once the set is whole. */
  readonly wants: () => SomeAccounts | null;
  take(reading: AccountReading): void;
  readonly whole: () => AccountSet;
};

type LoanNode = {
  readonly id: LoanId;
  /** Its fees may change. */
  isAffected: boolean;
  readonly loan: Loan | null;
  readonly payers: readonly PatronId[];
};

/** Subjects of the money acts of a payer. */
type PayerMoney = {
  readonly acts: readonly MoneyAct[];
  readonly named: readonly LoanId[];
  /** Loans of each payment of which something was given back. */
  readonly ties: readonly (readonly LoanId[])[];
};

type PayerNode = PayerMoney & {
  readonly id: PatronId;
  /** The credit may change. */
  isAffected: boolean;
  isTouched: boolean;
};

/** Begins nowhere yet. */
export function walkAccounts(): AccountWalk {
  const loans = new Map<LoanId, LoanNode>();
  const payers = new Map<PatronId, PayerNode>();
  const unread = idLists();
  const affected = idLists();
  // Not on the stack: a chain of payments that were given back may be thousands long.
  const next: (() => void)[] = [];

  const meetLoan = (id: LoanId, isAffected: boolean): void => {
    const known = loans.get(id);
    if (isAffected && known?.isAffected !== true) affected.now().loans.push(id);
    if (known === undefined) {
      loans.set(id, { id, isAffected, loan: null, payers: [] });
      unread.now().loans.push(id);
    } else if (isAffected && !known.isAffected) {
      known.isAffected = true;
      next.push(() => followLoan(known));
    }
  };
  const meetPayer = (id: PatronId, is: { readonly isAffected: boolean; readonly isTouched?: boolean }): void => {
    const { isAffected, isTouched = false } = is;
    const known = payers.get(id);
    if (isAffected && known?.isAffected !== true) affected.now().payers.push(id);
    if (known === undefined) {
      payers.set(id, { id, isAffected, isTouched, ...moneyOf([]) });
      unread.now().payers.push(id);
    } else if ((isAffected && !known.isAffected) || (isTouched && !known.isTouched)) {
      known.isAffected ||= isAffected;
      known.isTouched ||= isTouched;
      next.push(() => followPayer(known));
    }
  };
  const followLoan = ({ isAffected, loan, payers: paying }: LoanNode): void => {
    for (const id of loan === null ? [] : namesOf(loan)) meetLoan(id, isAffected);
    for (const id of paying) {
      meetPayer(id, { isAffected });
      const node = payers.get(id);
      if (node !== undefined) followTies(node);
    }
  };
  const followPayer = (node: PayerNode): void => {
    if (node.isAffected) for (const id of node.named) meetLoan(id, node.isTouched);
    followTies(node);
  };
  const followTies = ({ ties }: PayerNode): void => {
    for (const tied of ties) {
      const met = tied.flatMap((id) => loans.get(id) ?? []);
      if (met.length === 0) continue;
      const isAffected = met.some((one) => one.isAffected);
      for (const id of tied) meetLoan(id, isAffected);
    }
  };
  const settle = (): void => {
    for (let follow = next.pop(); follow !== undefined; follow = next.pop()) follow();
  };

  return {
    add: (seeds) => {
      for (const id of seeds.loans) meetLoan(id, true);
      for (const id of seeds.payers) meetPayer(id, { isAffected: true, isTouched: true });
      settle();
    },
    takeAffected: affected.take,
    wants: () => (unread.isEmpty() ? null : unread.now()),
    take: (reading) => {
      const asked = unread.take();
      for (const id of asked.payers) {
        const node = payers.get(id);
        if (node === undefined) continue;
        Object.assign(node, moneyOf(reading.acts.get(id) ?? []));
        next.push(() => followPayer(node));
      }
      for (const id of asked.loans) {
        const node = loans.get(id);
        if (node === undefined) continue;
        Object.assign(node, reading.loans.get(id));
        next.push(() => followLoan(node));
      }
      settle();
    },
    whole: () => wholeSet([...loans.values()], [...payers.values()]),
  };
}

/** Lists that grow until they are taken. */
function idLists() {
  let lists: { readonly loans: LoanId[]; readonly payers: PatronId[] } = { loans: [], payers: [] };
  return {
    now: () => lists,
    isEmpty: () => lists.loans.length + lists.payers.length === 0,
    take: (): SomeAccounts => {
      const taken = lists;
      lists = { loans: [], payers: [] };
      return taken;
    },
  };
}

/** Every id that money may name a loan by. */
export function namesOf(loan: Loan): LoanId[] {
  return [loan.id, ...loan.aliases.map((alias): LoanId => loanId(alias))];
}

/** Loans that came out other than they are stored, or are no more; by every id that money may name them by. */
export function differingLoans(loans: {
  readonly stored: readonly Loan[];
  readonly now: readonly Loan[];
}): Set<LoanId> {
  const before = new Map(loans.stored.map((loan) => [loan.id, loan]));
  const after = new Set(loans.now.map(({ id }) => id));
  const different = loans.now.filter((loan) => !isSameData(loan, before.get(loan.id)));
  const gone = loans.stored.filter(({ id }) => !after.has(id));
  const was = different.flatMap(({ id }) => before.get(id) ?? []);
  return new Set([...different, ...was, ...gone].flatMap(namesOf));
}

function moneyOf(acts: readonly MoneyAct[]): PayerMoney {
  return { acts, named: [...new Set(loansNamedBy(acts))], ties: tiesOf(acts) };
}

/** Payments of which something was given back, each with the loans that it names. One that was undone, or given back in vain, ties no less. */
function tiesOf(acts: readonly MoneyAct[]): LoanId[][] {
  const givenBack = new Set<ActId>(acts.flatMap(paymentsNamedBy));
  return acts.flatMap((act) => (givenBack.has(act.id) ? [loansNamedBy([act])] : []));
}

function wholeSet(loans: readonly LoanNode[], payers: readonly PayerNode[]): AccountSet {
  const affected = payers.filter(({ isAffected }) => isAffected);
  return {
    loans: new Set(loans.filter(({ isAffected }) => isAffected).map(({ id }) => id)),
    payers: new Set(affected.map(({ id }) => id)),
    acts: affected.flatMap(({ acts }) => acts),
    read: {
      names: new Set(loans.map(({ id }) => id)),
      loans: [...new Map(loans.flatMap(({ loan }) => (loan === null ? [] : [[loan.id, loan] as const]))).values()],
      payers: new Set(payers.map(({ id }) => id)),
      acts: payers.flatMap(({ acts }) => acts),
    },
  };
}

/**
 * Folds an account set; the result has only the parts that are folded anew. `owed` gives the inputs of a loan's fees; null
 * = not known yet.
 */
export function foldAccountSet(set: AccountSet, owed: (loan: Loan) => FeeLoan | null): AccountFold {
  const whole = foldAccounts({ loans: set.read.loans.flatMap((loan) => owed(loan) ?? []), acts: set.read.acts });
  return {
    fees: whole.fees.filter((fee) => {
      const owed = owedBy(fee);
      return owed.by === 'staff' ? set.payers.has(fee.patronId) : set.loans.has(owed.loanId);
    }),
    payments: whole.payments.filter(({ act }) => set.payers.has(act.patronId)),
    credits: whole.credits.filter(({ patronId }) => set.payers.has(patronId)),
    exceptions: whole.exceptions.filter(({ subject }) => isAbout(subject, set.payers)),
  };
}

function isAbout(subject: FoldedException['subject'], payers: ReadonlySet<PatronId>): boolean {
  return 'patron' in subject && payers.has(subject.patron);
}
