// Changes of a batch: the keys themselves, and the items, titles, patrons and loans that they touch, so that the overlay folds the affected groups
// again and screens query again.

import type { ItemId, LoanId, PatronId, TitleId } from '../../shared/core/ids.ts';
import { itemId, loanId, patronId, titleId } from '../../shared/core/ids.ts';
import type { RowKind } from '../../shared/wire/rows.ts';
import { KIND_TABLES, type Fields } from './kind-table.ts';

/** Sets grow while lines are taken and are complete at commit. */
export type Changes = {
  /** Keys by kind, each with the ids that its row touched before and touches now. */
  readonly keys: Map<RowKind, Map<string, TouchedIds>>;
  readonly items: Set<ItemId>;
  readonly titles: Set<TitleId>;
  readonly patrons: Set<PatronId>;
  /** Loans, and those that money acts name; by every id that money may name them by. */
  readonly loans: Set<LoanId>;
};

/** Ids touched by one row. */
export type TouchedIds = {
  readonly items: Set<ItemId>;
  readonly titles: Set<TitleId>;
  readonly patrons: Set<PatronId>;
};

/** No changes yet. */
export function noChanges(): Changes {
  return { keys: new Map(), items: new Set(), titles: new Set(), patrons: new Set(), loans: new Set() };
}

/** Adds a change of one row: as it was and as it is; null where it was or is not there. */
export function addChange(
  changes: Changes,
  { kind, key }: { readonly kind: RowKind; readonly key: string },
  ...versions: readonly (Fields | null)[]
): void {
  const keys = changes.keys.get(kind) ?? new Map<string, TouchedIds>();
  changes.keys.set(kind, keys);
  const own = keys.get(key) ?? { items: new Set(), titles: new Set(), patrons: new Set() };
  keys.set(key, own);
  for (const fields of versions) {
    if (fields === null) continue;
    const { items = [], titles = [], patrons = [], loans = [] } = KIND_TABLES[kind].touches(key, fields);
    for (const id of items.map(itemId)) addTo(id, own.items, changes.items);
    for (const id of titles.map(titleId)) addTo(id, own.titles, changes.titles);
    for (const id of patrons.map(patronId)) addTo(id, own.patrons, changes.patrons);
    for (const id of loans.map(loanId)) changes.loans.add(id);
  }
}

function addTo<T>(id: T, ...sets: readonly Set<T>[]): void {
  for (const set of sets) set.add(id);
}
