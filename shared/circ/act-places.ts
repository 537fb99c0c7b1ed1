// Where an act is looked for.

import type { ItemId, LoanId, PatronId, TitleId } from '../core/ids.ts';
import { isHoldAct, isItemAct, isMoneyAct } from './act-kinds.ts';
import type { Act } from './acts.ts';
import { loansNamedBy } from './fold/account.ts';

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
