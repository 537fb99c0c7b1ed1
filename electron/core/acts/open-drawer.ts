// Opens the drawer of the shift without a sale, and notes it.

import { openDrawer } from '../../../shared/acts/shift/open-drawer.ts';
import { requiredShift } from '../facade/shifts.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PAY-007, HF-AUTH-021, HF-AUTH-024. */
export const openDrawerAtDesk = deskAct(openDrawer)({
  judge: ({ desk, input: { reason } }) => ({
    record: { args: { shiftId: requiredShift(desk).shiftId, reason }, told: { decision: 'done', reasons: [] } },
    answer: (commandId) => {
      desk.slips.openDrawer();
      return { commandId };
    },
  }),
});
