// Edits a copy: only changed fields are recorded, so that another desk's edit of another field stands beside it.

import { editItem } from '../../../shared/acts/item/edit-item.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ITEM_FIELDS, type ItemFields } from '../../../shared/circ/model/item-fields.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { ownItem } from '../../../shared/circ/model/reserved-item.ts';
import { LENDER_TERMS, type LenderTerms } from '../../../shared/circ/model/borrowed.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import type { Desk } from '../desk.ts';
import { endOfDay } from '../facade/local-day.ts';
import { deskZone, requiredCopy, type Copy, type DeskSight } from '../desk-sight.ts';
import { givenFields } from '../facade/given-item.ts';
import { requiredItem } from '../facade/items.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003, HF-CIRC-150 where nothing is new, HF-CIRC-151, HF-CIRC-159, HF-CIRC-152, HF-CIRC-331 and HF-CIRC-332. */
export const editItemAtDesk = deskAct(editItem)({
  judge: ({ desk, input: { barcode, newBarcode, lender, ...given } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    if (newBarcode !== undefined) refuseTaken(copy, item, newBarcode);
    const terms = lender === undefined ? {} : changedTerms(desk, item, lender);
    const written = { ...givenFields(copy, given), barcode: newBarcode };
    const fields = withPhotos(item, written, ITEM_FIELDS.changed(ownItem(item), written));
    const isOfLender = Object.keys(terms).length > 0;
    if (Object.keys(fields).length === 0 && !isOfLender) throw new HoldfastError('HF-CIRC-150');
    return {
      record: {
        args: { itemId: item.id, barcode: item.barcode, fields, ...(isOfLender ? { lender: terms } : {}) },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId, barcode: newBarcode ?? item.barcode }),
    };
  },
});

/** A condition and the names of its photos are written together. Throws HF-CIRC-159 for photos of none. */
function withPhotos({ condition = null, conditionPhotos }: Item, given: ItemFields, changed: ItemFields): ItemFields {
  if (changed.condition === undefined && changed.conditionPhotos === undefined) return changed;
  const note = changed.condition === undefined ? condition : changed.condition;
  const photos = given.conditionPhotos ?? null;
  if (photos !== null && note === null) throw new HoldfastError('HF-CIRC-159');
  if (photos === null && !conditionPhotos) return changed;
  return { ...changed, condition: note, conditionPhotos: photos };
}

/** The terms that are new, and no others: another desk may change another. Throws HF-CIRC-332 for a copy of this library, HF-CIRC-331 for a day that is over. */
function changedTerms(
  desk: DeskSight & Pick<Desk, 'clock'>,
  { barcode, borrowed = null }: Item,
  { due, ...given }: NonNullable<ParsedInput<'item.edit'>['lender']>,
): LenderTerms {
  if (borrowed === null) throw new HoldfastError('HF-CIRC-332', { barcode });
  const dueAt = due === undefined ? undefined : endOfDay(deskZone(desk), due);
  if (dueAt !== undefined && dueAt <= desk.clock.now()) throw new HoldfastError('HF-CIRC-331');
  const wanted: LenderTerms = { ...given, dueAt };
  const changed = LENDER_TERMS.filter((term) => wanted[term] !== undefined && wanted[term] !== borrowed[term]);
  return Object.fromEntries(changed.map((term) => [term, wanted[term]]));
}

/** A label that another copy has now; one that it had once is free, and one that is only a barcode joins this copy. */
function refuseTaken({ sight }: Copy, item: Item, barcode: string): void {
  const holder = sight.itemByBarcode(barcode);
  if (holder === null || holder.id === item.id || holder.provisional) return;
  if (holder.barcode.toUpperCase() === barcode.toUpperCase()) throw new HoldfastError('HF-CIRC-151', { barcode });
}
