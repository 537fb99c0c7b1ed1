// Rows touched by acts: the places where folding has to begin.

import type { ItemId, LoanId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { placesOf } from '../../shared/circ/act-places.ts';

export type Touched = {
  readonly items: Set<ItemId>;
  readonly titles: Set<TitleId>;
  /** Patrons with money acts. */
  readonly payers: Set<PatronId>;
  /** Loans that changed money acts name. */
  readonly loans: Set<LoanId>;
  /** Items with loans whose fees are all folded anew, even where the loans stay the same: prices, policies or closings changed. */
  readonly afresh: Set<ItemId>;
};

/** Items and titles whose fees may all have changed. */
export function touchedAfresh(items: Iterable<ItemId>, titles: Iterable<TitleId>): Touched {
  const touched = { ...nothingTouched(), titles: new Set(titles) };
  touchAfresh(touched, items);
  return touched;
}

/** Adds items whose fees may all have changed. */
export function touchAfresh({ items: touched, afresh }: Touched, items: Iterable<ItemId>): void {
  for (const id of items) for (const set of [touched, afresh]) set.add(id);
}

/** An empty set of touched things. */
export function nothingTouched(): Touched {
  return { items: new Set(), titles: new Set(), payers: new Set(), loans: new Set(), afresh: new Set() };
}

/** The timelines of these acts. */
export function touchedBy(acts: readonly Act[]): Touched {
  const touched = nothingTouched();
  for (const act of acts) {
    const { item, title, payer, loans } = placesOf(act);
    if (item !== null) touched.items.add(item);
    if (title !== null) touched.titles.add(title);
    if (payer !== null) touched.payers.add(payer);
    for (const loan of loans) touched.loans.add(loan);
    // A copy that an opening hold stands for has its place changed by it.
    if (act.kind === 'openHold' && act.trapped !== null) touched.items.add(act.trapped.itemId);
  }
  return touched;
}
