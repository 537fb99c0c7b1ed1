// Joins two accounts that are of one person.

import { mergePatrons } from '../../../shared/acts/patron/merge-patrons.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-AUTH-025 or HF-PATRON-001. */
export const mergePatronsAtDesk = deskAct(mergePatrons)({
  before: async (desk, { card, into }) => ({ from: await findPatron(desk, card), to: await findPatron(desk, into) }),
  judge: ({ desk, input: { reason }, before: { from, to } }) => {
    if (from === null || to === null || from.id === to.id) throw new HoldfastError('HF-PATRON-001');
    for (const patron of [from, to]) refuseOwnAccount(desk, patron);
    return {
      record: { args: { from: from.id, to: to.id, reason }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
