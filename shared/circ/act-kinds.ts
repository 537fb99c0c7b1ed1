// Which timelines an act belongs to.

import type { Act, ActKind, HoldAct, ItemAct, MoneyAct } from './acts.ts';

const namesOnly: ReadonlySet<string> = new Set<ActKind>([
  'openHold',
  'placeHold',
  'cancelHold',
  'expireHold',
  'addFee',
]);
const money: ReadonlySet<ActKind> = new Set<ActKind>([
  'pay',
  'waive',
  'addFee',
  'liftPartBill',
  'refund',
  'useCredit',
  'transferFees',
  'takeBackFees',
]);

/** Whether acts of a kind may name an item and do nothing to it. */
export function namesItemOnly(kind: string): boolean {
  return namesOnly.has(kind);
}

/** Whether it is on the timeline of an item. A hold or a fee that names a copy is not. */
export function isItemAct(act: Act): act is ItemAct {
  return 'itemId' in act && act.itemId !== null && !namesItemOnly(act.kind);
}

/** Whether it is among the hold acts of a title. */
export function isHoldAct(act: Act): act is HoldAct {
  return 'titleId' in act && act.titleId !== null;
}

/** Whether it moves money. */
export function isMoneyAct(act: Act): act is MoneyAct {
  if (act.kind === 'undo') return act.itemId === null && act.titleId === null;
  return money.has(act.kind);
}
