// Folded sets of places, indexed by the items, titles, loans and patrons in them. Every item and held title is in at
// most one set.

import type { ItemId, LoanId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { FoldedPlaceSet } from './fold-sets.ts';
import { setMap } from './set-map.ts';
import type { PlaceSet } from './place-set.ts';

/** A set of places with its fold. */
export type PlaceGroup = FoldedPlaceSet & { readonly set: PlaceSet };

export type PlaceGroups = {
  readonly all: ReadonlySet<PlaceGroup>;
  readonly ofItem: (id: ItemId) => PlaceGroup | null;
  /** The set that folds the holds of a title; null for a title without hold acts. */
  readonly ofHeldTitle: (id: TitleId) => PlaceGroup | null;
  /** The set that folds a loan, by any id that names it. */
  readonly ofLoan: (id: LoanId) => PlaceGroup | null;
  /** Sets with an item of the title. */
  readonly ofTitle: (id: TitleId) => ReadonlySet<PlaceGroup>;
  /** Sets in which the patron has a loan or hold. */
  readonly ofPatron: (id: PatronId) => ReadonlySet<PlaceGroup>;
  add(group: PlaceGroup): void;
  remove(group: PlaceGroup): void;
};

/** No groups yet. */
export function placeGroups(): PlaceGroups {
  const all = new Set<PlaceGroup>();
  const items = new Map<ItemId, PlaceGroup>();
  const held = new Map<TitleId, PlaceGroup>();
  const loans = new Map<LoanId, PlaceGroup>();
  const titles = setMap<TitleId, PlaceGroup>();
  const patrons = setMap<PatronId, PlaceGroup>();
  return {
    all,
    ofItem: (id) => items.get(id) ?? null,
    ofHeldTitle: (id) => held.get(id) ?? null,
    ofLoan: (id) => loans.get(id) ?? null,
    ofTitle: titles.get,
    ofPatron: patrons.get,
    add: (group) => {
      const { set } = group;
      all.add(group);
      for (const id of set.items.keys()) items.set(id, group);
      for (const id of set.holdActs.keys()) held.set(id, group);
      for (const id of set.loans) loans.set(id, group);
      for (const id of set.titles) titles.add(id, group);
      for (const id of patronsOf(group)) patrons.add(id, group);
    },
    remove: (group) => {
      const { set } = group;
      all.delete(group);
      for (const id of set.items.keys()) drop(items, id, group);
      for (const id of set.holdActs.keys()) drop(held, id, group);
      for (const id of set.loans) drop(loans, id, group);
      for (const id of set.titles) titles.remove(id, group);
      for (const id of patronsOf(group)) patrons.remove(id, group);
    },
  };
}

/** A loan that a group folds, by any id that names it; null where the group has none of that name. */
export function foldedLoan({ folded }: PlaceGroup, name: LoanId): Loan | null {
  return folded.loans.find((loan) => loan.id === name || loan.aliases.some((alias) => String(alias) === name)) ?? null;
}

function patronsOf({ folded }: PlaceGroup): Set<PatronId> {
  return new Set([...folded.loans, ...folded.holds].map((row) => row.patronId));
}

/** Forgets a group under a key, unless another has taken its place there. */
export function drop<K, G>(map: Map<K, G>, key: K, group: G): void {
  if (map.get(key) === group) map.delete(key);
}
