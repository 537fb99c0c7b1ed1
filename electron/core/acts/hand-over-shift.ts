// Hands the shift over to another person, who is signed in then.

import { handOverShift } from '../../../shared/acts/shift/hand-over-shift.ts';
import type { ToldOf } from '../../../shared/acts/all.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requireRight } from '../desk.ts';
import { firstCountOf, otherPerson, requiredShift, totalOf, viewOf } from '../facade/shifts.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PAY-007…009, HF-PAY-011, HF-AUTH-021…024. */
export const handOverShiftAtDesk = deskAct(handOverShift)({
  before: (desk, input) => {
    requiredShift(desk);
    return otherPerson(desk, input.to);
  },
  judge: ({ desk, input, before: to }) => {
    const { shiftId: id, expectedMinor } = requiredShift(desk);
    const countedMinor = totalOf(desk, input.countedMinor, input.pieces);
    const args = { shiftId: id, pieces: input.pieces, reason: input.reason };
    const told: ToldOf<'handOverShift'> = {
      decision: 'done',
      reasons: [],
      to: to.staffId,
      countedMinor,
      ...firstCountOf(input, countedMinor),
      expectedMinor,
    };
    const right = handOverShift.rightFor(args, told);
    if (right !== null) requireRight(desk, right);
    if (right !== null && !to.rights.includes(right)) throw new HoldfastError('HF-AUTH-024', { staff: to.staff });
    return {
      record: { args, told },
      answer: () => {
        desk.session.take(to);
        return viewOf(desk, id);
      },
    };
  },
});
