// Gives money back, out of one payment or out of the credit. [I16]

import { refund } from '../../../shared/acts/fee/refund.ts';
import { refundFrom } from '../../../shared/circ/allocate.ts';
import type { RefundLine } from '../../../shared/circ/model/fee.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { nextSlipNumber } from '../../../db/ledger/slip-numbers.ts';
import type { Account } from '../../../db/overlay/account-view.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import type { SecondPerson } from '../facade/check-override.ts';
import { answerAfter, moneyText, refuseBursar, requiredPatron } from '../facade/fees.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PATRON-001, HF-PAY-004, HF-PAY-005, HF-PAY-120, HF-AUTH-024, HF-AUTH-025, and for a second person the errors of signing in. */
export const refundAtDesk = deskAct(refund)({
  second: ({ authoriser }) => authoriser,
  judge: ({ desk, input, second }) => {
    const copy = requiredCopy(desk);
    const patron = requiredPatron(copy, input.patron);
    refuseOwnAccount(desk, patron, second?.second);
    refuseBursar(input);
    const lines = refundLines(desk, copy.sight.accountOf(patron.id, desk.clock.now()), input);
    const slipNumber = nextSlipNumber(desk.ledger);
    return {
      record: {
        args: { patronId: patron.id, method: input.method, reason: input.reason },
        told: { decision: 'done', reasons: [], lines, slipNumber },
        override: second === null ? null : signedHere(second, input.reason),
      },
      answer: (commandId) => {
        if (input.method === 'cash') desk.slips.openDrawer();
        return { ...answerAfter(desk, patron, commandId), slipNumber };
      },
    };
  },
});

/** The approval of a person at this desk: a code by phone is for no refund. */
function signedHere({ second, phone }: SecondPerson, reason: string) {
  if (phone !== null) throw new HoldfastError('HF-AUTH-024', { staff: second.staff });
  return { codes: [], reason, authoriserId: second.staffId };
}

function refundLines(
  desk: Desk,
  account: Account,
  { amountMinor, paymentId }: ParsedInput<'payment.refund'>,
): RefundLine[] {
  const tooMuch = (left: number) => new HoldfastError('HF-PAY-004', { left: moneyText(desk, left) });
  if (paymentId === undefined) {
    if (amountMinor > account.creditMinor) throw tooMuch(account.creditMinor);
    return refundFrom(account.payments, amountMinor);
  }
  const payment = account.payments.find(({ act }) => act.id === paymentId);
  if (payment === undefined) throw new HoldfastError('HF-PAY-005');
  const left = payment.act.amountMinor - payment.refundedMinor;
  if (amountMinor > left) throw tooMuch(left);
  return [{ payment: paymentId, amountMinor }];
}
