// What some acts touch: where folding has to begin.

import type { ItemId, PatronId, TitleId } from '../../shared/core/ids.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';

export type Touched = {
  readonly items: Set<ItemId>;
  readonly titles: Set<TitleId>;
  readonly payers: Set<PatronId>;
};

/** The timelines of these acts. */
export function touchedBy(acts: readonly Act[]): Touched {
  const touched: Touched = { items: new Set(), titles: new Set(), payers: new Set() };
  for (const act of acts) {
    if (isItemAct(act) && act.itemId !== null) touched.items.add(act.itemId);
    if (isHoldAct(act) && act.titleId !== null) touched.titles.add(act.titleId);
    if (isMoneyAct(act) && act.patronId !== null) touched.payers.add(act.patronId);
    // A copy that an opening hold stands for has its place changed by it.
    if (act.kind === 'openHold' && act.trapped !== null) touched.items.add(act.trapped.itemId);
  }
  return touched;
}
