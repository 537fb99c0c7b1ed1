// Reads the accounts that pending acts may change: loans that places folded as the fold has them, all others as their rows are.

import type { ItemId, LoanId, PatronId } from '../../shared/core/ids.ts';
import { isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { MoneyAct } from '../../shared/circ/acts.ts';
import {
  namesOf,
  walkAccounts,
  type AccountSeeds,
  type AccountSet,
  type AccountWalk,
} from '../../shared/circ/fold/account-set.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { PendingActs } from './pending-acts.ts';
import { foldedLoan, type PlaceGroups } from './place-groups.ts';

/** Sources that accounts are read from. */
export type AccountsKnown = {
  readonly source: OverlaySource;
  readonly pending: PendingActs;
  readonly places: PlaceGroups;
};

export type LoadedAccounts = {
  readonly set: AccountSet;
  /** Items whose loans were read. */
  readonly items: ReadonlySet<ItemId>;
};

/** A set that grows while seeds are added to it. */
export type AccountLoading = {
  /** Reads the accounts that these seeds lead to. */
  add(seeds: AccountSeeds): void;
  /** Accounts to fold again since the last call. */
  readonly takeAffected: AccountWalk['takeAffected'];
  readonly whole: () => LoadedAccounts;
};

/** Reads the set around the seeds. */
export function loadAccounts(known: AccountsKnown, seeds: AccountSeeds): LoadedAccounts {
  const loading = startLoading(known);
  loading.add(seeds);
  return loading.whole();
}

/** Nothing is read yet. */
export function startLoading(known: AccountsKnown): AccountLoading {
  const walk = walkAccounts();
  const items = new Set<ItemId>();
  const take = (name: LoanId) => {
    const { loan, item } = loanNamed(known, name);
    if (item !== null) items.add(item);
    return { loan, payers: payersOf(known, name) };
  };
  return {
    add: (seeds) => {
      walk.add(seeds);
      for (let wants = walk.wants(); wants !== null; wants = walk.wants()) {
        walk.take({
          loans: new Map(wants.loans.map((name) => [name, take(name)])),
          acts: new Map(wants.payers.map((id) => [id, moneyOf(known, id)])),
        });
      }
    },
    takeAffected: walk.takeAffected,
    whole: () => ({ set: walk.whole(), items }),
  };
}

/** A loan by an id that money may name it by, with its item as far as it is known. */
export type NamedLoan = { readonly loan: Loan | null; readonly item: ItemId | null };

/** By the loan's own id, or by the id of a checkout that was merged into it. A row that the fold of its item does not know counts no more. */
export function loanNamed({ source, places }: Omit<AccountsKnown, 'pending'>, name: LoanId): NamedLoan {
  const group = places.ofLoan(name);
  if (group !== null) {
    const loan = foldedLoan(group, name);
    return { loan, item: loan?.itemId ?? source.itemOfLoan(name) };
  }
  const row = source.loan(name);
  if (row !== null) return { loan: places.ofItem(row.itemId) === null ? row : null, item: row.itemId };
  const item = source.itemOfLoan(name);
  if (item === null) return { loan: null, item };
  const folded = places.ofItem(item);
  const loan =
    folded === null ? loansOfItem(source, item).find((one) => namesOf(one).includes(name)) : foldedLoan(folded, name);
  return { loan: loan ?? null, item };
}

/** Every row of a loan of an item. */
export function loansOfItem(source: OverlaySource, id: ItemId): Loan[] {
  return [...source.liveLoansOfItem(id), ...source.endedLoansOfItem(id)];
}

function payersOf({ source, pending }: AccountsKnown, name: LoanId): PatronId[] {
  const here = pending.ofLoan(name).filter(isMoneyAct);
  return [...new Set([...source.payersOfLoan(name), ...here.flatMap((act) => act.patronId ?? [])])];
}

function moneyOf({ source, pending }: AccountsKnown, id: PatronId): MoneyAct[] {
  return [...source.moneyEventsOfPatron(id), ...pending.ofPayer(id)].filter(isMoneyAct);
}
