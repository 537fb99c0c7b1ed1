// Folds stale and new groups again: places first, then the accounts that these and pending money lead to.

import { isSameData } from '../../shared/core/same-data.ts';
import type { LoanId } from '../../shared/core/ids.ts';
import { differingLoans, namesOf, type SomeAccounts } from '../../shared/circ/fold/account-set.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { AccountGroup } from './account-groups.ts';
import { placesOf } from '../../shared/circ/act-places.ts';
import type { Behind, Turn } from './groups.ts';
import { loansOfItem } from './load-accounts.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { Slot } from './pending-slots.ts';
import type { PlaceGroup } from './place-groups.ts';
import { regroupPlaces } from './regroup-places.ts';
import type { StaleGroups } from './stale-groups.ts';
import { foldAccountsOf } from './fold-sets.ts';
import { gatherAccounts, seedsLeft } from './gather-accounts.ts';
import { priceOf } from './place-set.ts';

export type RegroupRequest = {
  readonly stale: StaleGroups;
  /** Slots whose acts are new or different. */
  readonly slots: readonly Slot[];
};

export type Regrouped = { readonly places: Turn<PlaceGroup>; readonly accounts: Turn<AccountGroup> };

/** Folds the groups of the request again, and every group that they reach. */
export function regroup(regrouping: Behind, { stale, slots }: RegroupRequest): Regrouped {
  const { groups, source } = regrouping;
  const places = regroupPlaces(regrouping, { stale: stale.places, slots });
  const staleAccounts = new Set(stale.accounts);
  for (const name of movedLoans(places))
    for (const group of groups.accounts.readingLoan(name)) staleAccounts.add(group);
  const seeds = [
    ...[...places.fresh]
      .flatMap((group) => loansUnlikeRows(source, group))
      .map((loan) => ({ loans: [loan], payers: [] })),
    ...slots.map(moneyOf),
  ];
  return { places, accounts: regroupAccounts(regrouping, { stale: staleAccounts, seeds }) };
}

/** Loans that a turn of places made, changed or dropped, by every id that names them. */
function movedLoans({ old, fresh }: Turn<PlaceGroup>): Set<LoanId> {
  const loansOf = (groups: ReadonlySet<PlaceGroup>) =>
    new Map([...groups].flatMap(({ folded }) => folded.loans).map((loan): [LoanId, Loan] => [loan.id, loan]));
  const [before, after] = [loansOf(old), loansOf(fresh)];
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !isSameData(before.get(id), after.get(id)),
  );
  return new Set(
    moved.flatMap((id) => [before.get(id), after.get(id)]).flatMap((loan) => (loan === undefined ? [] : namesOf(loan))),
  );
}

/** Loans of a group that are not as the replica has them: its rows do not have their fees. */
function loansUnlikeRows(source: OverlaySource, { set, folded }: PlaceGroup): LoanId[] {
  const stored = [...set.items.keys()].flatMap((id) => loansOfItem(source, id));
  return [...differingLoans({ stored, now: folded.loans })];
}

function moneyOf({ recorded }: Slot): SomeAccounts {
  const places = recorded.flatMap((one) => (one.kind === 'act' ? [placesOf(one.act)] : []));
  return { payers: places.flatMap(({ payer }) => payer ?? []), loans: places.flatMap(({ loans }) => loans) };
}

/** Folds the stale groups again, and every group that the seeds reach. The places are folded already. */
function regroupAccounts(
  regrouping: Behind,
  { stale, seeds }: { readonly stale: ReadonlySet<AccountGroup>; readonly seeds: readonly SomeAccounts[] },
): Turn<AccountGroup> {
  const { source, slots, groups, references } = regrouping;
  const { accounts: all, places } = groups;
  const known = { source, pending: slots.acts, places };
  for (const group of stale) all.remove(group);
  const left = [...stale].map((group) => seedsLeft(known, group));
  const { sets, met } = gatherAccounts(known, { groups: all, seeds: [...left, ...seeds] });
  for (const group of met) all.remove(group);
  const price = priceOf(known);
  const fresh = sets.map((loaded) => ({
    ...loaded,
    ...foldAccountsOf(loaded.set, references, ({ itemId }) => price(itemId)),
  }));
  for (const group of fresh) all.add(group);
  return { old: stale.union(met), fresh: new Set(fresh) };
}
