// Records that a cart, or one copy on it, was shelved.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { shelve } from '../../../shared/acts/item/shelve.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { deskActs, recordAct } from './desk-act.ts';

/** Copies that are shelved before others have their turn. */
const AT_ONCE = 20;

/** Throws HF-CIRC-003, or HF-CIRC-212 where nothing waits there. */
export const shelveAtDesk = deskActs(shelve)(async (desk, asked) => {
  const copy = requiredCopy(desk);
  const { branch } = desk.identity;
  const items =
    'cart' in asked
      ? copy.sight.itemsOnCarts().filter(({ state }) => state.cart?.cart === asked.cart && state.branch === branch)
      : [requiredItem(copy, asked.barcode)];
  const acts: ActId[] = [];
  for (const [at, { id, barcode }] of items.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await desk.turn();
    // It may have been lent, or shelved by another desk, in the meantime.
    const on = requiredCopy(desk).sight.item(id)?.state.cart;
    if (on === undefined) continue;
    const told = { decision: 'done' as const, reasons: [], cart: on.cart, since: on.at };
    acts.push(recordAct(desk, shelve, { args: { itemId: id, barcode }, told }));
  }
  if (acts.length === 0) throw new HoldfastError('HF-CIRC-212');
  return { acts };
});
