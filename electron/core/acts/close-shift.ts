// Closes the shift, its drawer counted or not.

import { closeShift } from '../../../shared/acts/shift/close-shift.ts';
import type { ToldOf } from '../../../shared/acts/all.ts';
import type { Shift } from '../../../shared/circ/shift/fold-shift.ts';
import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import type { Desk } from '../desk.ts';
import { firstCountOf, otherPerson, requiredShift, totalOf, viewOf } from '../facade/shifts.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PAY-007…009, HF-PAY-011, HF-AUTH-021…024. */
export const closeShiftAtDesk = deskAct(closeShift)({
  before: (desk, input) => {
    requiredShift(desk);
    return input.second === undefined ? null : otherPerson(desk, input.second);
  },
  judge: ({ desk, input, before: second }) => {
    const shift = requiredShift(desk);
    const countedMinor = totalOf(desk, input.countedMinor, input.pieces);
    return {
      record: {
        args: { shiftId: shift.shiftId, pieces: input.pieces, reason: input.reason },
        told: {
          decision: 'done',
          reasons: [],
          countedMinor,
          ...firstCountOf(input, countedMinor),
          second: second?.staffId ?? null,
          expectedMinor: shift.expectedMinor,
          money: [...shift.money],
          slips: shift.slips,
          people: peopleOf(desk, shift),
        },
      },
      answer: () => viewOf(desk, shift.shiftId),
    };
  },
});

function peopleOf(desk: Desk, { opened }: Shift): ToldOf<'closeShift'>['people'] {
  const now = desk.clock.now();
  const from = opened?.at ?? now;
  return presenceIn(sessionTurns(desk.ledger, from, now), from, now);
}
