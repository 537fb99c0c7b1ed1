// Records that a patron signed what a kind of equipment asks. Whose account it is need not have the unit in hand: a form may come in the morning.

import { signAgreement } from '../../../shared/acts/patron/sign-agreement.ts';
import { lastDayOf } from '../../../shared/circ/model/agreement.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { sayDate } from '../../../shared/core/say-date.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { requiredKind } from '../facade/equipment.ts';
import { dayAt, endOfDay } from '../facade/local-day.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-025, HF-PATRON-001, HF-CIRC-310, or HF-CIRC-322 where the kind asks for nothing. */
export const signAgreementAtDesk = deskAct(signAgreement)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input: { kind: code, how, name = null }, before: patron }) => {
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const { id, name: kind, agreement } = requiredKind(requiredCopy(desk), code);
    if (agreement === undefined) throw new HoldfastError('HF-CIRC-322', { kind });
    const zone = deskZone(desk);
    const last = lastDayOf(agreement, dayAt(zone, desk.clock.now()));
    const until = last === null ? null : endOfDay(zone, last);
    const by = desk.session.required().staff;
    return {
      record: {
        args: { patronId: patron.id, kind: id, how, name, by },
        told: { decision: 'done', reasons: [], until },
      },
      answer: (commandId) => ({
        commandId,
        untilText: until === null ? null : sayDate(desk.language(), until, zone),
      }),
    };
  },
});
