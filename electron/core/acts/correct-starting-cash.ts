// Corrects the starting cash of the drawer's shift.

import { correctStartingCash } from '../../../shared/acts/shift/correct-starting-cash.ts';
import { requiredShift, totalOf, viewOf } from '../facade/shifts.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PAY-007, HF-PAY-008, HF-PAY-011, HF-AUTH-021, HF-AUTH-024. */
export const correctStartingCashAtDesk = deskAct(correctStartingCash)({
  judge: ({ desk, input }) => {
    const { shiftId: id, startingCashMinor: wasMinor } = requiredShift(desk);
    const startingCashMinor = totalOf(desk, input.startingCashMinor, input.pieces) ?? input.startingCashMinor;
    return {
      record: {
        args: { shiftId: id, pieces: input.pieces, reason: input.reason },
        told: { decision: 'done', reasons: [], startingCashMinor, wasMinor },
      },
      answer: () => viewOf(desk, id),
    };
  },
});
