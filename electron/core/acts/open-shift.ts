// Opens a shift, with a drawer or without.

import { openShift } from '../../../shared/acts/shift/open-shift.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { shiftId } from '../../../shared/core/ids.ts';
import { serviceDayOf } from '../../../shared/core/service-day.ts';
import { openShiftId } from '../../../db/ledger/shifts.ts';
import { serviceDayTerms } from '../facade/shift-view.ts';
import { totalOf, viewOf } from '../facade/shifts.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PAY-006, HF-PAY-008, HF-PAY-011, HF-AUTH-021; with a drawer HF-AUTH-024. */
export const openShiftAtDesk = deskAct(openShift)({
  judge: ({ desk, input }) => {
    if (openShiftId(desk.ledger) !== null) throw new HoldfastError('HF-PAY-006');
    const startingCashMinor = totalOf(desk, input.startingCashMinor, input.pieces);
    const id = shiftId(desk.recorder.mintId());
    const serviceDay = serviceDayOf(desk.clock.now(), serviceDayTerms(desk));
    return {
      record: {
        args: { shiftId: id, pieces: input.pieces },
        told: { decision: 'done', reasons: [], serviceDay, startingCashMinor },
        opens: id,
      },
      answer: () => viewOf(desk, id),
    };
  },
});
