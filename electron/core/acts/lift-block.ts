// Lifts one block of a patron. Blocks of the library system are lifted there.

import { liftBlock } from '../../../shared/acts/patron/lift-block.ts';
import { isOurs } from '../../../shared/circ/model/patron-blocks.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-001, HF-PATRON-133 or HF-PATRON-134. */
export const liftBlockAtDesk = deskAct(liftBlock)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input: { block, reason }, before: patron }) => {
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const standing = patron.blocks.find(({ id }) => id === block);
    if (standing === undefined) throw new HoldfastError('HF-PATRON-133');
    if (!isOurs(standing)) throw new HoldfastError('HF-PATRON-134');
    return {
      record: { args: { patronId: patron.id, block, reason }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
