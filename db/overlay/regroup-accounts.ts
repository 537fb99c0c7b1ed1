// Folds accounts again: sets that are stale, and those around loans that are not as their rows are and around pending money.

import type { SomeAccounts } from '../../shared/circ/fold/account-set.ts';
import type { AccountGroup } from './account-groups.ts';
import { foldAccountsOf } from './fold-sets.ts';
import { gatherAccounts, seedsLeft } from './gather-accounts.ts';
import { priceOf } from './place-set.ts';
import type { Behind, Turn } from './groups.ts';

/** Folds again the stale groups and whatever the seeds lead to. The places are folded by now. */
export function regroupAccounts(
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
