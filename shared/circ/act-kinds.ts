// Which timelines an act belongs to.

import type { Act, HoldAct, ItemAct, MoneyAct } from './acts.ts';

/** Whether it is on the timeline of an item. A hold act that names a copy is not. */
export function isItemAct(act: Act): act is ItemAct {
  return 'itemId' in act && act.itemId !== null && act.kind !== 'openHold' && act.kind !== 'placeHold';
}

/** Whether it is among the hold acts of a title. */
export function isHoldAct(act: Act): act is HoldAct {
  return 'titleId' in act && act.titleId !== null;
}

/** Whether it moves money. */
export function isMoneyAct(act: Act): act is MoneyAct {
  if (act.kind === 'undo') return act.itemId === null && act.titleId === null;
  return act.kind === 'pay' || act.kind === 'waive';
}
