// Decides on a copy that is missing, or that its borrower claims.

import { reviewMissing } from '../../../shared/acts/item/review-missing.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003, or HF-CIRC-188 for a copy that is not looked for. */
export const reviewMissingAtDesk = deskAct(reviewMissing)({
  judge: ({ desk, input: { barcode, becomes } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const loan = copy.sight.currentLoan(item.id);
    const isAway = loan?.claim !== undefined || loan?.state === 'lost';
    if (!isAway && !marksOf(item).includes('missing')) throw new HoldfastError('HF-CIRC-188');
    const told = { decision: 'done' as const, reasons: [] };
    const answer = { ...told, canUndo: true, item: itemBrief(copy, item) };
    return {
      record: { args: { itemId: item.id, barcode: item.barcode, becomes }, told },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});
