// Records a copy that the catalog does not have: quickly at the counter, and completely afterwards.

import { addItem } from '../../../shared/acts/item/add-item.ts';
import { completeItem } from '../../../shared/acts/item/complete-item.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import { ItemFieldsSchema } from '../../../shared/circ/model/item-fields.ts';
import type { ItemRecordInput } from '../../../shared/views/item-form.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { givenFields } from '../facade/given-item.ts';
import { requiredItem } from '../facade/items.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-152, HF-CIRC-159, HF-CIRC-153 where the catalog has the barcode, and HF-AUTH-024. */
export const addItemAtDesk = deskAct(addItem)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const { barcode } = input;
    const item = copy.sight.itemByBarcode(barcode);
    if (item !== null && !item.provisional) throw new HoldfastError('HF-CIRC-153', { barcode });
    const library = desk.identity.library.id;
    const ids = {
      itemId: item?.id ?? provisionalItemId(library, barcode),
      titleId: item?.titleId ?? provisionalTitleId(library, barcode),
    };
    return {
      record: {
        args: { ...ids, ...written(copy, input) },
        told: { decision: 'done', reasons: [], isSought: desk.link.isOnline() },
      },
      answer: (commandId) => ({ commandId, barcode }),
    };
  },
});

/** Throws HF-CIRC-003, HF-CIRC-152, HF-CIRC-159, and HF-CIRC-153 where it is complete. */
export const completeItemAtDesk = deskAct(completeItem)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const { id: itemId, titleId, barcode, provisional } = requiredItem(copy, input.barcode);
    if (!provisional) throw new HoldfastError('HF-CIRC-153', { barcode });
    return {
      record: {
        args: { itemId, titleId, ...written(copy, input), barcode },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId, barcode }),
    };
  },
});

function written(
  copy: Copy,
  { barcode, title, author = null, ...given }: ItemRecordInput,
): Omit<ArgsOf<'addItem'>, 'itemId' | 'titleId'> {
  const fields = ItemFieldsSchema.omit({ barcode: true }).parse(givenFields(copy, given));
  if (fields.conditionPhotos && !fields.condition) throw new HoldfastError('HF-CIRC-159');
  return { barcode, title, author: author === '' ? null : author, fields };
}
