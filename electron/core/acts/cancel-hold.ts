// A hold is no longer wanted.

import { cancelHold } from '../../../shared/acts/hold/cancel-hold.ts';
import { liveHold } from '../facade/holds.ts';
import { deskAct } from './desk-act.ts';

/** Cancels a hold. Throws HF-AUTH-025, HF-CIRC-007 for one that is not here, HF-CIRC-008 for one that has ended. */
export const cancelHoldAtDesk = deskAct(cancelHold)({
  judge: ({ desk, input }) => {
    const { named, told, answer } = liveHold(desk, input.holdId);
    return { record: { args: { ...named, reason: input.reason }, told }, answer };
  },
});
