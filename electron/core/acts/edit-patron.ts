// Writes in an account.

import { editPatron } from '../../../shared/acts/patron/edit-patron.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import { requiredCopy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { fieldsIn } from '../facade/patron-fields.ts';
import { deskAct } from './desk-act.ts';

/** Throws as registering does, HF-AUTH-025, and HF-PATRON-001 for an unknown card. */
export const editPatronAtDesk = deskAct(editPatron)({
  before: async (desk, { card, newCard }) => {
    const patron = await findPatron(desk, card);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const holder = newCard === undefined ? null : await findPatron(desk, newCard);
    if (holder !== null && holder.id !== patron.id) throw new HoldfastError('HF-PATRON-003');
    return patron;
  },
  judge: ({ desk, input, before: patron }) => {
    const { card: _card, newCard, ...given } = input;
    const fields = fieldsIn(desk, requiredCopy(desk), given);
    const cards = newCard === undefined ? {} : { cards: cardsWith(patron, newCard) };
    return {
      record: {
        args: { patronId: patron.id, fields: { ...fields, ...cards } },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId, patronId: patron.id, card: newCard ?? cardOf(patron), alike: [] }),
    };
  },
});

/** The new card stands for the patron in place of their library cards, which stay known; what else they are known by stays in use. */
function cardsWith({ cards }: Patron, card: string): Patron['cards'] {
  const others = cards.filter(({ number }) => number !== card);
  return [
    { number: card, active: true, primary: true },
    ...others.map((old) =>
      old.active && (old.kind ?? 'barcode') === 'barcode'
        ? { ...old, active: false, primary: false, endedAs: 'replaced' as const }
        : { ...old, primary: false },
    ),
  ];
}
