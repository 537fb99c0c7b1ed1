// Receives copies of other libraries, and sends them back.

import { receiveBorrowed } from '../../../shared/acts/item/receive-borrowed.ts';
import { returnBorrowed } from '../../../shared/acts/item/return-borrowed.ts';
import { provisionalItemId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { endOfDay } from '../facade/local-day.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-CIRC-153 for a barcode of this library, HF-CIRC-330 and HF-CIRC-331. */
export const receiveBorrowedAtDesk = deskAct(receiveBorrowed)({
  judge: ({ desk, input }) => {
    const { barcode, title, author = null, lender, due, inBuilding, noRenewal, request, kind = null } = input;
    const { sight } = requiredCopy(desk);
    const item = sight.itemByBarcode(barcode);
    if (item !== null) refuseTaken(item, sight.currentLoan(item.id) !== null);
    const now = desk.clock.now();
    const dueAt = endOfDay(deskZone(desk), due);
    if (dueAt <= now) throw new HoldfastError('HF-CIRC-331');
    const library = desk.identity.library.id;
    const args = {
      itemId: item?.id ?? provisionalItemId(library, barcode),
      titleId: item?.titleId ?? provisionalTitleId(library, barcode),
      barcode: item?.barcode ?? barcode,
      title,
      author: author === '' ? null : author,
      fields: {
        kind: kind === '' ? null : kind,
        borrowed: { lender, dueAt, inBuilding, noRenewal, request: request === '' ? null : request, receivedAt: now },
      },
    };
    return {
      record: { args, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId, barcode: args.barcode }),
    };
  },
});

/** A barcode of this library is no strap, and one that is still out carries something already. */
function refuseTaken({ barcode, provisional, borrowed }: Item, isOut: boolean): void {
  const isStrap = borrowed !== undefined;
  if (!provisional && !isStrap) throw new HoldfastError('HF-CIRC-153', { barcode });
  if (isOut || (borrowed ?? null) !== null) throw new HoldfastError('HF-CIRC-330', { barcode });
}

/**
 * Throws HF-AUTH-024, HF-CIRC-003, HF-CIRC-332 for an item that was not borrowed, HF-CIRC-333 while it is checked out, and HF-CIRC-334 while a patron
 * waits for it.
 */
export const returnBorrowedAtDesk = deskAct(returnBorrowed)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, input.barcode);
    const { id: itemId, barcode } = item;
    if ((item.borrowed ?? null) === null) throw new HoldfastError('HF-CIRC-332', { barcode });
    if (copy.sight.currentLoan(itemId) !== null) throw new HoldfastError('HF-CIRC-333', { barcode });
    // The strap comes back with another book, which a patron who waits would be given.
    if (copy.sight.holdsOfTitle(item.titleId).length > 0) throw new HoldfastError('HF-CIRC-334', { barcode });
    return {
      record: { args: { itemId, barcode }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId, barcode }),
    };
  },
});
