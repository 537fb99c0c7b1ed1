// Writes in a copy: only what is new is recorded, so that another desk's edit of another field stands beside it.

import { editItem } from '../../../shared/acts/item/edit-item.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ITEM_FIELDS } from '../../../shared/circ/model/item-fields.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { ownItem } from '../../../shared/circ/model/reserved-item.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { givenFields } from '../facade/given-item.ts';
import { requiredItem } from '../facade/items.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003, HF-CIRC-150 where nothing is new, HF-CIRC-151 and HF-CIRC-152. */
export const editItemAtDesk = deskAct(editItem)({
  judge: ({ desk, input: { barcode, newBarcode, ...given } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    if (newBarcode !== undefined) refuseTaken(copy, item, newBarcode);
    const fields = ITEM_FIELDS.changed(ownItem(item), { ...givenFields(copy, given), barcode: newBarcode });
    if (Object.keys(fields).length === 0) throw new HoldfastError('HF-CIRC-150');
    return {
      record: { args: { itemId: item.id, barcode: item.barcode, fields }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId, barcode: newBarcode ?? item.barcode }),
    };
  },
});

/** A label that another copy has now; one that it had once is free, and one that is only a barcode joins this copy. */
function refuseTaken({ sight }: Copy, item: Item, barcode: string): void {
  const holder = sight.itemByBarcode(barcode);
  if (holder === null || holder.id === item.id || holder.provisional) return;
  if (holder.barcode.toUpperCase() === barcode.toUpperCase()) throw new HoldfastError('HF-CIRC-151', { barcode });
}
