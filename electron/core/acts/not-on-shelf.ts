// A copy was looked for in vain. One that is out, or not on a shelf for another reason, is not looked for: the act says what was seen there.

import { notOnShelf } from '../../../shared/acts/item/not-on-shelf.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003, or HF-CIRC-161 for a copy that is not on a shelf as far as this desk knows. */
export const notOnShelfAtDesk = deskAct(notOnShelf)({
  judge: ({ desk, input: { barcode } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    if (item.state.status !== 'available') throw new HoldfastError('HF-CIRC-161');
    const told = { decision: 'done' as const, reasons: [] };
    const answer = { ...told, canUndo: true, item: itemBrief(copy, item) };
    return {
      record: { args: { itemId: item.id, barcode: item.barcode }, told },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});
