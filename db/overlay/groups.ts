// Folded sets, each found by whatever it holds. Every item, held title and payer is in one set at most.

import type { ItemId, LoanId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { ClosedSet } from './closed-set.ts';
import type { FoldedSet } from './fold-set.ts';

/** A closed set with what it came to. */
export type Group = FoldedSet & { readonly set: ClosedSet };

export type Groups = {
  readonly all: ReadonlySet<Group>;
  readonly ofItem: (id: ItemId) => Group | null;
  /** The set that folds the holds of a title; null for a title without hold acts. */
  readonly ofHeldTitle: (id: TitleId) => Group | null;
  readonly ofPayer: (id: PatronId) => Group | null;
  readonly ofLoan: (id: LoanId) => Group | null;
  /** Sets with an item of the title. */
  readonly ofTitle: (id: TitleId) => ReadonlySet<Group>;
  /** Sets in which the patron has a loan, hold, fee or credit. */
  readonly ofPatron: (id: PatronId) => ReadonlySet<Group>;
  add(group: Group): void;
  remove(group: Group): void;
};

/** No groups yet. */
export function noGroups(): Groups {
  const all = new Set<Group>();
  const items = new Map<ItemId, Group>();
  const held = new Map<TitleId, Group>();
  const payers = new Map<PatronId, Group>();
  const loans = new Map<LoanId, Group>();
  const titles = setMap<TitleId>();
  const patrons = setMap<PatronId>();
  return {
    all,
    ofItem: (id) => items.get(id) ?? null,
    ofHeldTitle: (id) => held.get(id) ?? null,
    ofPayer: (id) => payers.get(id) ?? null,
    ofLoan: (id) => loans.get(id) ?? null,
    ofTitle: titles.get,
    ofPatron: patrons.get,
    add: (group) => {
      const { set } = group;
      all.add(group);
      for (const id of set.items.keys()) items.set(id, group);
      for (const id of set.holdActs.keys()) held.set(id, group);
      for (const id of set.payers) payers.set(id, group);
      for (const id of set.loans) loans.set(id, group);
      for (const id of set.titles) titles.add(id, group);
      for (const id of patronsOf(group)) patrons.add(id, group);
    },
    remove: (group) => {
      const { set } = group;
      all.delete(group);
      for (const id of set.items.keys()) drop(items, id, group);
      for (const id of set.holdActs.keys()) drop(held, id, group);
      for (const id of set.payers) drop(payers, id, group);
      for (const id of set.loans) drop(loans, id, group);
      for (const id of set.titles) titles.remove(id, group);
      for (const id of patronsOf(group)) patrons.remove(id, group);
    },
  };
}

function patronsOf({ folded }: Group): Set<PatronId> {
  return new Set([...folded.loans, ...folded.holds, ...folded.fees, ...folded.credits].map((row) => row.patronId));
}

function drop<K>(map: Map<K, Group>, key: K, group: Group): void {
  if (map.get(key) === group) map.delete(key);
}

function setMap<K>() {
  const none: ReadonlySet<Group> = new Set();
  const sets = new Map<K, Set<Group>>();
  return {
    get: (key: K): ReadonlySet<Group> => sets.get(key) ?? none,
    add: (key: K, group: Group): void => {
      const set = sets.get(key);
      if (set === undefined) sets.set(key, new Set([group]));
      else set.add(group);
    },
    remove: (key: K, group: Group): void => {
      const set = sets.get(key);
      set?.delete(group);
      if (set?.size === 0) sets.delete(key);
    },
  };
}
