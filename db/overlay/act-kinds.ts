// Which timelines an act belongs to, and what it names on them.

import { loanId, type ItemId, type LoanId, type PatronId, type TitleId } from '../../shared/core/ids.ts';
import type { Act, HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import { loansNamedBy } from '../../shared/circ/fold/account.ts';

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

/** Where an act is looked for. */
export type ActPlaces = {
  readonly item: ItemId | null;
  readonly title: TitleId | null;
  readonly payer: PatronId | null;
  /** Loans that it names as a money act. */
  readonly loans: readonly LoanId[];
};

/** The timelines of an act. */
export function placesOf(act: Act): ActPlaces {
  return {
    item: isItemAct(act) ? act.itemId : null,
    title: isHoldAct(act) ? act.titleId : null,
    payer: isMoneyAct(act) ? act.patronId : null,
    loans: isMoneyAct(act) ? loansNamedBy([act]) : [],
  };
}

/** The loan that an act may begin; a merged checkout's id is an alias that money acts may name too. */
export function loanBegunBy(act: Act): LoanId | null {
  if (act.kind === 'openLoan') return act.loanId;
  return act.kind === 'checkout' ? loanId(act.id) : null;
}
