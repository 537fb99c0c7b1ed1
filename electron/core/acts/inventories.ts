// Inventories that several people read: named with their range, and finished with the copies found by then.

import { endInventory, startInventory } from '../../../shared/acts/log/inventories.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { inventoryCounts } from '../../../shared/lists/inventories.ts';
import { requiredCopy } from '../desk-sight.ts';
import { readInventory, requiredInventory } from '../facade/inventories.ts';
import { deskAct } from './desk-act.ts';

const DONE = { decision: 'done' as const, reasons: [] };
const answer = (commandId: ActId) => ({ commandId });

/** Throws HF-CIRC-001, HF-CIRC-152 for a shelf that is not known. */
export const startInventoryAtDesk = deskAct(startInventory)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    if (input.location !== null && copy.library.location(input.location) === null)
      throw new HoldfastError('HF-CIRC-152');
    return { record: { args: { branch: desk.identity.branch, ...input }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-254. */
export const endInventoryAtDesk = deskAct(endInventory)({
  before: (desk, { inventory }) => readInventory(desk, requiredInventory(desk, inventory)),
  judge: ({ desk, input: { inventory }, before }) => {
    if (requiredInventory(desk, inventory).ended !== null) throw new HoldfastError('HF-CIRC-254');
    return { record: { args: { inventory, counts: inventoryCounts(before) }, told: DONE }, answer };
  },
});
