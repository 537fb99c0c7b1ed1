// Counts use in the house; the copy was seen by that.

import { recordUse } from '../../../shared/acts/item/record-use.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003. */
export const recordUseAtDesk = deskAct(recordUse)({
  judge: ({ desk, input: { barcode, count } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const told = { decision: 'done' as const, reasons: [] };
    const answer = { ...told, canUndo: false, item: itemBrief(copy, item) };
    return {
      record: { args: { itemId: item.id, barcode, count }, told: { ...told, seen: true } },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});
