// Folded sets of accounts, indexed by the loans and people in them and by the loans, items and payers that they were
// read for. Every loan whose fees are folded, and every payer, is in one set at most; several sets may read the same
// loan.

import type { ItemId, LoanId, PatronId } from '../../shared/core/ids.ts';
import type { FoldedAccountSet } from './fold-sets.ts';
import type { LoadedAccounts } from './load-accounts.ts';
import { drop } from './place-groups.ts';
import { setMap } from './set-map.ts';

/** A set of accounts with its fold. */
export type AccountGroup = FoldedAccountSet & LoadedAccounts;

export type AccountGroups = {
  readonly all: ReadonlySet<AccountGroup>;
  /** The set that has the fees of a loan, by any id that names it. */
  readonly ofLoan: (id: LoanId) => AccountGroup | null;
  /** The set that has the credit of a payer and staff's charges to them. */
  readonly ofPayer: (id: PatronId) => AccountGroup | null;
  /** Sets in which the patron has a fee or credit. */
  readonly ofPatron: (id: PatronId) => ReadonlySet<AccountGroup>;
  /** Sets that a loan was read for, by any id that names it. */
  readonly readingLoan: (id: LoanId) => ReadonlySet<AccountGroup>;
  /** Sets that loans of an item were read for. */
  readonly readingItem: (id: ItemId) => ReadonlySet<AccountGroup>;
  /** Sets that the money of a payer was read for. */
  readonly readingPayer: (id: PatronId) => ReadonlySet<AccountGroup>;
  add(group: AccountGroup): void;
  remove(group: AccountGroup): void;
};

/** No groups yet. */
export function accountGroups(): AccountGroups {
  const all = new Set<AccountGroup>();
  const loans = new Map<LoanId, AccountGroup>();
  const payers = new Map<PatronId, AccountGroup>();
  const patrons = setMap<PatronId, AccountGroup>();
  const readLoans = setMap<LoanId, AccountGroup>();
  const readItems = setMap<ItemId, AccountGroup>();
  const readPayers = setMap<PatronId, AccountGroup>();
  return {
    all,
    ofLoan: (id) => loans.get(id) ?? null,
    ofPayer: (id) => payers.get(id) ?? null,
    ofPatron: patrons.get,
    readingLoan: readLoans.get,
    readingItem: readItems.get,
    readingPayer: readPayers.get,
    add: (group) => {
      all.add(group);
      for (const id of group.set.loans) loans.set(id, group);
      for (const id of group.set.payers) payers.set(id, group);
      for (const id of patronsOf(group)) patrons.add(id, group);
      for (const id of group.set.read.names) readLoans.add(id, group);
      for (const id of group.items) readItems.add(id, group);
      for (const id of group.set.read.payers) readPayers.add(id, group);
    },
    remove: (group) => {
      all.delete(group);
      for (const id of group.set.loans) drop(loans, id, group);
      for (const id of group.set.payers) drop(payers, id, group);
      for (const id of patronsOf(group)) patrons.remove(id, group);
      for (const id of group.set.read.names) readLoans.remove(id, group);
      for (const id of group.items) readItems.remove(id, group);
      for (const id of group.set.read.payers) readPayers.remove(id, group);
    },
  };
}

function patronsOf({ folded }: AccountGroup): Set<PatronId> {
  return new Set([...folded.fees, ...folded.credits].map((row) => row.patronId));
}
