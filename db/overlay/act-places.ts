// Where an act is looked for, and the loan that it may begin.

import { loanId, type ItemId, type LoanId, type PatronId, type TitleId } from '../../shared/core/ids.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { loansNamedBy } from '../../shared/circ/fold/account.ts';

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
