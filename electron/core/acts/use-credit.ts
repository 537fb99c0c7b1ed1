// Pays fees out of the patron's credit. [I16]

import { useCredit } from '../../../shared/acts/fee/use-credit.ts';
import { allocateCredit } from '../../../shared/circ/allocate.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { answerAfter, requiredFee, requiredPatron } from '../facade/fees.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PATRON-001, HF-PAY-001, HF-PAY-012, HF-AUTH-024, HF-AUTH-025. */
export const useCreditAtDesk = deskAct(useCredit)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const patron = requiredPatron(copy, input.patron);
    refuseOwnAccount(desk, patron);
    const account = copy.sight.accountOf(patron.id, desk.clock.now());
    const fees =
      input.fees?.map((id) => requiredFee(account, id)) ?? account.fees.filter(({ isGrowing }) => !isGrowing);
    if (account.creditMinor === 0) throw new HoldfastError('HF-PAY-012');
    const lines = allocateCredit(account.payments, fees);
    if (lines.length === 0) throw new HoldfastError('HF-PAY-001');
    return {
      record: { args: { patronId: patron.id }, told: { decision: 'done', reasons: [], lines } },
      answer: (commandId) => ({
        ...answerAfter(desk, patron, commandId),
        usedMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      }),
    };
  },
});
