// Gathers accounts from seeds into sets of which no two fold the same loan or payer: sets that meet become one, and groups that they meet are
// taken in with everything pending in them, so that no act is left without one.

import type { LoanId, PatronId } from '../../shared/core/ids.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { SomeAccounts } from '../../shared/circ/fold/account-set.ts';
import type { AccountGroup, AccountGroups } from './account-groups.ts';
import {
  loanNamed,
  startLoading,
  type AccountLoading,
  type AccountsKnown,
  type LoadedAccounts,
} from './load-accounts.ts';

export type Gathered = {
  readonly sets: readonly LoadedAccounts[];
  /** Groups that were taken in. */
  readonly met: ReadonlySet<AccountGroup>;
};

/** A set that grows. */
type Gathering = {
  readonly loading: AccountLoading;
  readonly seeds: SomeAccounts[];
  readonly loans: Set<LoanId>;
  readonly payers: Set<PatronId>;
  /** Payers that were seeds: every loan that their money names is folded anew. */
  readonly touched: Set<PatronId>;
};

type Gatherings = {
  readonly known: AccountsKnown;
  readonly groups: AccountGroups;
  readonly met: Set<AccountGroup>;
  readonly all: Set<Gathering>;
  readonly ofLoan: Map<LoanId, Gathering>;
  readonly ofPayer: Map<PatronId, Gathering>;
};

/** Gathers around the seeds; those that are given as one stay together. `groups`: those that still hold. */
export function gatherAccounts(
  known: AccountsKnown,
  { groups, seeds }: { readonly groups: AccountGroups; readonly seeds: readonly SomeAccounts[] },
): Gathered {
  const all: Gatherings = {
    known,
    groups,
    met: new Set(),
    all: new Set(),
    ofLoan: new Map(),
    ofPayer: new Map(),
  };
  for (const one of seeds) {
    const needed = {
      loans: one.loans.filter((id) => !all.ofLoan.has(id)),
      payers: one.payers.filter((id) => all.ofPayer.get(id)?.touched.has(id) !== true),
    };
    if (needed.loans.length + needed.payers.length > 0) gather(all, needed);
  }
  return { sets: [...all.all].map(({ loading }) => loading.whole()), met: all.met };
}

/** Parts of a group that differ from the replica. */
export function seedsLeft(known: AccountsKnown, { set }: AccountGroup): SomeAccounts {
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

function gather(all: Gatherings, seeds: SomeAccounts): void {
  let gathering: Gathering = {
    loading: startLoading(all.known),
    seeds: [],
    loans: new Set(),
    payers: new Set(),
    touched: new Set(),
  };
  all.all.add(gathering);
  const queue = [seeds];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { others, groups } = add(all, gathering, next);
    queue.push(...groups.map((group) => seedsLeft(all.known, group)));
    for (const other of others) {
      // The smaller one is read once more.
      const [big, small] = sizeOf(other) > sizeOf(gathering) ? [other, gathering] : [gathering, other];
      hand(all, small, big);
      queue.push(...small.seeds);
      gathering = big;
    }
  }
}

/** Adds seeds to a gathering. Returns the other gatherings, and the groups, that share a loan or a payer with it. */
function add(
  { groups, met, ofLoan, ofPayer }: Gatherings,
  gathering: Gathering,
  seeds: SomeAccounts,
): { readonly others: ReadonlySet<Gathering>; readonly groups: readonly AccountGroup[] } {
  gathering.seeds.push(seeds);
  for (const id of seeds.payers) gathering.touched.add(id);
  gathering.loading.add(seeds);
  const affected = gathering.loading.takeAffected();
  const others = new Set<Gathering>();
  const reached = new Set<AccountGroup>();
  const claim = <K>(owners: Map<K, Gathering>, key: K, group: AccountGroup | null) => {
    const owner = owners.get(key) ?? gathering;
    owners.set(key, owner);
    if (owner !== gathering) others.add(owner);
    if (group !== null && !met.has(group)) reached.add(group);
  };
  for (const id of affected.loans) {
    gathering.loans.add(id);
    claim(ofLoan, id, groups.ofLoan(id));
  }
  for (const id of affected.payers) {
    gathering.payers.add(id);
    claim(ofPayer, id, groups.ofPayer(id));
  }
  for (const group of reached) met.add(group);
  return { others, groups: [...reached] };
}

function hand({ all, ofLoan, ofPayer }: Gatherings, from: Gathering, to: Gathering): void {
  all.delete(from);
  for (const id of from.loans) ofLoan.set(id, to);
  for (const id of from.payers) ofPayer.set(id, to);
}

function sizeOf({ loans, payers }: Gathering): number {
  return loans.size + payers.size;
}
