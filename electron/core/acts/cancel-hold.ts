// A hold is no longer wanted.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { itemBrief, NO_TRACE, patronBrief } from '../facade/say-views.ts';
import { cancelHold } from '../../../shared/acts/hold/cancel-hold.ts';
import { deskAct } from './desk-act.ts';

/** Cancels a hold. Throws HF-AUTH-025, HF-CIRC-007 for one that is not here, HF-CIRC-008 for one that has ended. */
export const cancelHoldAtDesk = deskAct(cancelHold)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const hold = copy.sight.hold(input.holdId);
    if (hold === null) throw new HoldfastError('HF-CIRC-007');
    if (hold.state !== 'waiting' && hold.state !== 'captured') throw new HoldfastError('HF-CIRC-008');
    const patron = copy.sight.patron(hold.patronId);
    refuseOwnAccount(desk, patron);
    const kept = hold.capturedItem ?? hold.itemId;
    const item = kept === null ? null : copy.sight.item(kept);
    const told = { decision: 'done' as const, reasons: [] };
    const answer = {
      ...told,
      canUndo: false,
      trace: NO_TRACE,
      item: item === null ? null : itemBrief(copy, item),
      ...(patron === null ? {} : { patron: patronBrief(patron) }),
    };
    const { id, patronId, titleId } = hold;
    return {
      record: { args: { holdId: id, patronId, titleId, reason: input.reason }, told },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});
