// Records that a patron signed the agreement of a kind of equipment, or a sponsor for them, and takes back wrong records. The account need not have
// the unit in hand: a form may come in the morning.

import { endAgreement } from '../../../shared/acts/patron/end-agreement.ts';
import { signAgreement } from '../../../shared/acts/patron/sign-agreement.ts';
import { isInForce, lastDayOf } from '../../../shared/circ/model/agreement.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { sayDate } from '../../../shared/core/say-date.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { requiredKind } from '../facade/equipment.ts';
import { dayAt, endOfDay } from '../facade/local-day.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/**
 * Throws HF-AUTH-025, HF-PATRON-001, HF-CIRC-310, HF-CIRC-322 where the kind asks for nothing, HF-CIRC-325 or HF-CIRC-326 for a sponsor who cannot sign.
 */
export const signAgreementAtDesk = deskAct(signAgreement)({
  before: async (desk, { card, sponsor }) => ({
    patron: await findPatron(desk, card),
    sponsor: sponsor === undefined ? undefined : await findPatron(desk, sponsor),
  }),
  judge: ({ desk, input: { kind: code, how, name = null }, before: { patron, sponsor } }) => {
    if (patron === null || sponsor === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    if (sponsor !== undefined) refuseSponsor(desk, patron, sponsor);
    const { id, name: kind, agreement } = requiredKind(requiredCopy(desk), code);
    if (agreement === undefined) throw new HoldfastError('HF-CIRC-322', { kind });
    const zone = deskZone(desk);
    const last = lastDayOf(agreement, dayAt(zone, desk.clock.now()));
    const until = last === null ? null : endOfDay(zone, last);
    const by = desk.session.required().staff;
    return {
      record: {
        args: {
          patronId: patron.id,
          kind: id,
          how,
          name,
          by,
          ...(sponsor === undefined ? {} : { sponsorId: sponsor.id }),
        },
        told: { decision: 'done', reasons: [], until },
      },
      answer: (commandId) => ({
        commandId,
        untilText: until === null ? null : sayDate(desk.language(), until, zone),
      }),
    };
  },
});

/** Refuses the patron themselves as sponsor, and a sponsor who may not borrow now. */
function refuseSponsor(desk: Desk, patron: Patron, sponsor: Patron): void {
  refuseOwnAccount(desk, sponsor);
  if (sponsor.id === patron.id) throw new HoldfastError('HF-CIRC-325');
  const { active, barred, provisional, expiresAt } = sponsor;
  const isOver = expiresAt !== null && expiresAt <= desk.clock.now();
  if (!active || barred || provisional || isOver) throw new HoldfastError('HF-CIRC-326');
}

/** Throws HF-AUTH-025, HF-PATRON-001, or HF-CIRC-323 where it is over. */
export const endAgreementAtDesk = deskAct(endAgreement)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input: { agreement: id, reason }, before: patron }) => {
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const agreement = patron.agreements?.find((one) => one.id === id);
    if (agreement === undefined || !isInForce(patron, agreement, desk.clock.now()))
      throw new HoldfastError('HF-CIRC-323');
    const by = desk.session.required().staff;
    return {
      record: { args: { patronId: patron.id, agreement: id, reason, by }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
