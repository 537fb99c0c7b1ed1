// Changes of a live hold: cancel, suspend, resume, pickup branch.

import { cancelHold } from '../../../shared/acts/hold/cancel-hold.ts';
import { changePickup } from '../../../shared/acts/hold/change-pickup.ts';
import { resumeHold } from '../../../shared/acts/hold/resume-hold.ts';
import { suspendHold } from '../../../shared/acts/hold/suspend-hold.ts';
import { isSuspendedAt } from '../../../shared/circ/model/hold.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredInstant } from '../facade/asked.ts';
import { liveHold } from '../facade/holds.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-025, HF-CIRC-007 for a hold that is not here, HF-CIRC-008 for one that has ended. */
export const cancelHoldAtDesk = deskAct(cancelHold)({
  judge: ({ desk, input }) => {
    const { named, told, answer } = liveHold(desk, input.holdId);
    return { record: { args: { ...named, reason: input.reason }, told }, answer };
  },
});

/** Throws as `liveHold` does, HF-CIRC-004, HF-CIRC-129 for a copy that waits already, HF-CIRC-130 for a date that is past. */
export const suspendHoldAtDesk = deskAct(suspendHold)({
  judge: ({ desk, input }) => {
    const { hold, named, told, answer } = liveHold(desk, input.holdId);
    if (hold.state === 'captured') throw new HoldfastError('HF-CIRC-129');
    const until = input.until === null ? null : requiredInstant(input.until);
    if (until !== null && until <= desk.clock.now()) throw new HoldfastError('HF-CIRC-130');
    return { record: { args: { ...named, until }, told }, answer };
  },
});

/** Throws as `liveHold` does, and HF-CIRC-131 for one that is not suspended. */
export const resumeHoldAtDesk = deskAct(resumeHold)({
  judge: ({ desk, input }) => {
    const { hold, named, told, answer } = liveHold(desk, input.holdId);
    if (!isSuspendedAt(hold, desk.clock.now())) throw new HoldfastError('HF-CIRC-131');
    return { record: { args: named, told }, answer };
  },
});

/** Throws as `liveHold` does, and HF-CIRC-132 for a branch that is not known, or where it is picked up already. */
export const changePickupAtDesk = deskAct(changePickup)({
  judge: ({ desk, input: { holdId, pickup } }) => {
    const { hold, named, told, answer } = liveHold(desk, holdId);
    const branch = requiredCopy(desk).library.branch(pickup);
    if (branch === null || pickup === hold.pickup) throw new HoldfastError('HF-CIRC-132');
    return { record: { args: { ...named, pickup }, told }, answer };
  },
});
