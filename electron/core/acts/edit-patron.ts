// Writes in an account.

import { editPatron } from '../../../shared/acts/patron/edit-patron.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { requiredCopy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { fieldsIn } from '../facade/patron-fields.ts';
import { deskAct } from './desk-act.ts';

/** Throws as registering does, HF-AUTH-025, and HF-PATRON-001 for an unknown card. */
export const editPatronAtDesk = deskAct(editPatron)({
  before: async (desk, { card }) => {
    const patron = await findPatron(desk, card);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    return patron;
  },
  judge: ({ desk, input, before: patron }) => {
    const { card: _card, ...given } = input;
    const fields = fieldsIn(desk, requiredCopy(desk), given);
    return {
      record: { args: { patronId: patron.id, fields }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId, patronId: patron.id, card: cardOf(patron), alike: [] }),
    };
  },
});
