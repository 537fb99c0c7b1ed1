// What a batch changed: the keys themselves, and the items, titles, patrons and loans that they touch, so that the overlay folds again
// what it must and the screens ask again for what they show.

import type { ItemId, LoanId, PatronId, TitleId } from '../../shared/core/ids.ts';
import { itemId, loanId, patronId, titleId } from '../../shared/core/ids.ts';
import type { RowKind } from '../../shared/wire/rows.ts';
import { KIND_TABLES, type Fields } from './kind-table.ts';

/** Sets grow while lines are taken and are complete at commit. */
export type Changes = {
  /** Keys by kind. */
  readonly keys: Map<RowKind, Set<string>>;
  readonly items: Set<ItemId>;
  readonly titles: Set<TitleId>;
  readonly patrons: Set<PatronId>;
  /** Loans that money acts name. */
  readonly loans: Set<LoanId>;
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
  const keys = changes.keys.get(kind) ?? new Set();
  changes.keys.set(kind, keys.add(key));
  for (const fields of versions) {
    if (fields === null) continue;
    const { items = [], titles = [], patrons = [], loans = [] } = KIND_TABLES[kind].touches(key, fields);
    for (const id of items) changes.items.add(itemId(id));
    for (const id of titles) changes.titles.add(titleId(id));
    for (const id of patrons) changes.patrons.add(patronId(id));
    for (const id of loans) changes.loans.add(loanId(id));
  }
}
