// A copy was searched for in vain: one that should stand on its shelf, is missing, or is claimed by its borrower. No other copy is searched for: the
// act records a search result.

import { notOnShelf } from '../../../shared/acts/item/not-on-shelf.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

const LOOKED_FOR: ReadonlySet<string> = new Set(['available', 'missing']);

/** Throws HF-CIRC-003, or HF-CIRC-161 for a copy that is not on a shelf as far as this desk knows. */
export const notOnShelfAtDesk = deskAct(notOnShelf)({
  judge: ({ desk, input: { barcode } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const isClaimed = copy.sight.currentLoan(item.id)?.claim !== undefined;
    if (!isClaimed && !LOOKED_FOR.has(item.state.status)) throw new HoldfastError('HF-CIRC-161');
    const told = { decision: 'done' as const, reasons: [] };
    const answer = { ...told, canUndo: true, item: itemBrief(copy, item) };
    return {
      record: { args: { itemId: item.id, barcode: item.barcode }, told },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});
