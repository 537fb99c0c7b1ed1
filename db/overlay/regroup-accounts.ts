// Folds accounts again: sets that are stale, and those around loans that are not as their rows are and around pending money. Sets that would fold
// the same loan or payer become one.

import type { LoanId, PatronId } from '../../shared/core/ids.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { AccountSet } from '../../shared/circ/fold/account-set.ts';
import type { AccountGroup, AccountGroups } from './account-groups.ts';
import { foldAccountsOf } from './fold-sets.ts';
import { loadAccounts, loanNamed, type AccountsKnown, type LoadedAccounts } from './load-accounts.ts';
import { priceOf } from './place-set.ts';
import type { Regrouping, Turn } from './regroup.ts';

/** Where accounts are folded from. */
export type SomeAccountSeeds = { readonly loans: readonly LoanId[]; readonly payers: readonly PatronId[] };

/** Folds again the stale groups and whatever the seeds lead to. The places are folded by now. */
export function regroupAccounts(
  regrouping: Regrouping,
  request: { readonly stale: ReadonlySet<AccountGroup>; readonly seeds: readonly SomeAccountSeeds[] },
): Turn<AccountGroup> {
  const { source, slots, groups, references } = regrouping;
  const { accounts } = groups;
  const known = { source, pending: slots.acts, places: groups.places };
  const old = new Set(request.stale);
  const fresh = new Set<AccountGroup>();
  for (const group of old) accounts.remove(group);
  const left = [...old].map((group) => seedsLeft(known, group));
  // Each loan by itself, so that what belongs together no longer comes apart. Payers are taken first: they lead further.
  const queue = [...request.seeds, ...left].flatMap(({ loans, payers }) => [
    ...loans.map((id) => ({ loans: [id], payers: [] })),
    ...payers.map((id) => ({ loans: [], payers: [id] })),
  ]);
  queue.sort((a, b) => a.payers.length - b.payers.length);
  for (let seeds = queue.pop(); seeds !== undefined; seeds = queue.pop()) {
    const needed = withoutFolded(accounts, fresh, seeds);
    if (isEmpty(needed)) continue;
    const reached = loadReaching(known, { accounts, seeds: needed }, (met) => {
      accounts.remove(met);
      if (!fresh.delete(met)) old.add(met);
    });
    const price = priceOf(known);
    const group = { ...reached, ...foldAccountsOf(reached.set, references, ({ itemId }) => price(itemId)) };
    accounts.add(group);
    fresh.add(group);
  }
  return { old, fresh };
}

type Reached = LoadedAccounts & Pick<AccountGroup, 'touched'>;

/** Loads the set around the seeds, and takes in the groups that fold something of it. */
function loadReaching(
  known: AccountsKnown,
  { accounts, seeds }: { readonly accounts: AccountGroups; readonly seeds: SomeAccountSeeds },
  takeIn: (met: AccountGroup) => void,
): Reached {
  for (let wanted = seeds; ;) {
    const loaded = loadAccounts(known, wanted);
    const touched = new Set(wanted.payers);
    const met = groupsMet(accounts, loaded.set);
    for (const group of met) takeIn(group);
    const left = [...met].map((group) => {
      const { loans, payers } = seedsLeft(known, group);
      return {
        loans: loans.filter((id) => !loaded.set.loans.has(id)),
        payers: payers.filter((id) => !touched.has(id)),
      };
    });
    if (left.every(isEmpty)) return { ...loaded, touched };
    wanted = [wanted, ...left].reduce(joinSeeds);
  }
}

function joinSeeds(a: SomeAccountSeeds, b: SomeAccountSeeds): SomeAccountSeeds {
  return { loans: [...a.loans, ...b.loans], payers: [...a.payers, ...b.payers] };
}

/** What of a group is not as the replica has it. */
function seedsLeft(known: AccountsKnown, { set }: AccountGroup): SomeAccountSeeds {
  const { pending } = known;
  return {
    loans: [...set.loans].filter((id) => pending.ofLoan(id).length > 0 || isUnlikeRow(known, id)),
    payers: [...set.payers].filter((id) => pending.ofPayer(id).length > 0),
  };
}

function isUnlikeRow(known: AccountsKnown, name: LoanId): boolean {
  const { loan } = loanNamed(known, name);
  const { source } = known;
  if (loan?.id !== name && source.loan(name) !== null) return true;
  return loan !== null && !isSameData(loan, source.loan(loan.id));
}

/** Seeds that no group folded in this round holds already. */
function withoutFolded(
  accounts: AccountGroups,
  fresh: ReadonlySet<AccountGroup>,
  { loans, payers }: SomeAccountSeeds,
): SomeAccountSeeds {
  const isFresh = (group: AccountGroup | null): group is AccountGroup => group !== null && fresh.has(group);
  return {
    loans: loans.filter((id) => !isFresh(accounts.ofLoan(id))),
    payers: payers.filter((id) => {
      const group = accounts.ofPayer(id);
      return !isFresh(group) || !group.touched.has(id);
    }),
  };
}

function isEmpty({ loans, payers }: SomeAccountSeeds): boolean {
  return loans.length + payers.length === 0;
}

function groupsMet(accounts: AccountGroups, set: AccountSet): Set<AccountGroup> {
  const met = new Set<AccountGroup>();
  const add = (group: AccountGroup | null) => {
    if (group !== null) met.add(group);
  };
  for (const id of set.loans) add(accounts.ofLoan(id));
  for (const id of set.payers) add(accounts.ofPayer(id));
  return met;
}
