// Ends a number of a patron: it finds them still, and lends nothing.

import { endCard } from '../../../shared/acts/patron/end-card.ts';
import { cardNumbered, withCard } from '../../../shared/circ/model/patron-cards.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-001 or HF-PATRON-150. */
export const endCardAtDesk = deskAct(endCard)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input: { number, as, reason }, before: patron }) => {
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const standing = cardNumbered(patron.cards, number);
    if (standing?.active !== true) throw new HoldfastError('HF-PATRON-150');
    const { number: written } = standing;
    const cards = withCard(patron.cards, { number: written, ends: as }, desk.clock.now());
    return {
      record: {
        args: { patronId: patron.id, number: written, as, reason },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId, card: cardOf({ id: patron.id, cards }) }),
    };
  },
});
