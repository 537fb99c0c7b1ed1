// Which groups no longer hold: those of an act that comes, moves or goes, and those that a batch changed something under.

import type { Recorded } from '../../shared/circ/recorded.ts';
import type { Changes } from '../replica/changes.ts';
import type { ItemId } from '../../shared/core/ids.ts';
import type { AccountGroup } from './account-groups.ts';
import { placesOf } from '../../shared/circ/act-places.ts';
import type { Groups } from './groups.ts';
import type { Slot } from './pending-slots.ts';
import type { PlaceGroup } from './place-groups.ts';

/** Sets that grow while changes are found. */
export type StaleGroups = { readonly places: Set<PlaceGroup>; readonly accounts: Set<AccountGroup> };

/** None is stale. */
export function noStaleGroups(): StaleGroups {
  return { places: new Set(), accounts: new Set() };
}

/** Adds the groups of a slot's acts. A group that reads a loan named by money reads its payers too. */
export function addGroupsOf(stale: StaleGroups, groups: Groups, slot: Slot): void {
  const { places, accounts } = groups;
  addWritten(stale, groups, slot.recorded);
  for (const one of slot.recorded) {
    if (one.kind !== 'act') continue;
    const { item, title, payer } = placesOf(one.act);
    if (item !== null) addOne(stale.places, places.ofItem(item));
    if (title !== null) addOne(stale.places, places.ofHeldTitle(title));
    if (payer !== null) addAll(stale.accounts, accounts.readingPayer(payer));
  }
}

/** Adds the groups that read an item which is edited. */
export function addWritten(stale: StaleGroups, groups: Groups, recorded: readonly Recorded[]): void {
  for (const one of recorded) if (one.kind === 'writeItem') addItem(stale, groups, one.itemId);
}

/** Adds every group: a closing may move any date. */
export function addAllGroups(stale: StaleGroups, { places, accounts }: Groups): void {
  addAll(stale.places, places.all);
  addAll(stale.accounts, accounts.all);
}

/** Adds the groups that a batch changed something under, or that waited for a policy or rule set. */
export function addTouched(stale: StaleGroups, { places, accounts }: Groups, changes: Changes): void {
  for (const id of changes.items) addItem(stale, { places, accounts }, id);
  for (const id of changes.titles) addAll(stale.places, places.ofTitle(id));
  for (const id of changes.loans) {
    addOne(stale.places, places.ofLoan(id));
    addAll(stale.accounts, accounts.readingLoan(id));
  }
  for (const id of changes.patrons) addAll(stale.accounts, accounts.readingPayer(id));
  // A shelf that begins or ceases to take holds changes the holds that its copies fill.
  if (changes.keys.has('location')) addAll(stale.places, places.all);
  // A closing may move any date that this desk announced and the server has not confirmed.
  const isClosing = changes.keys.has('ruleActivation');
  if (!isClosing && !changes.keys.has('policy') && !changes.keys.has('ruleSet')) return;
  for (const group of places.all) if (isClosing || group.lacksReferences) stale.places.add(group);
  for (const group of accounts.all) if (isClosing || group.lacksReferences) stale.accounts.add(group);
}

/** Places and accounts read the item, its price included. */
function addItem(stale: StaleGroups, { places, accounts }: Groups, id: ItemId): void {
  addOne(stale.places, places.ofItem(id));
  addAll(stale.accounts, accounts.readingItem(id));
}

function addOne<G>(stale: Set<G>, group: G | null): void {
  if (group !== null) stale.add(group);
}

function addAll<G>(stale: Set<G>, groups: ReadonlySet<G>): void {
  for (const group of groups) stale.add(group);
}
