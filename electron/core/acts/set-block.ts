// Stops something for a patron, with a reason and maybe an end.

import { setBlock } from '../../../shared/acts/patron/set-block.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { deskZone } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { endOfDay } from '../facade/local-day.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-001 or HF-PATRON-132. */
export const setBlockAtDesk = deskAct(setBlock)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input: { kinds, until, reason }, before: patron }) => {
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const ends = until === null ? null : endOfDay(deskZone(desk), until);
    if (ends !== null && ends <= desk.clock.now()) throw new HoldfastError('HF-PATRON-132');
    const by = desk.session.required().staff;
    return {
      record: {
        args: { patronId: patron.id, kinds: [...new Set(kinds)], until: ends, reason, by },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId }),
    };
  },
});
