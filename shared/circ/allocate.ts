// Which fees a payment covers, as the desk shows it: the oldest first unless a person chooses otherwise. Pure. [I16]

import type { MinorUnits } from '../core/money.ts';
import type { CreditLine, PaymentLine, RefundLine, Fee, FeeRef } from './model/fee.ts';
import type { PaymentFold } from './fold/account.ts';

/** A fee that may be paid, in the order in which fees are paid. */
export type PayableFee = { readonly fee: Pick<Fee, 'id' | 'outstandingMinor'>; readonly ref: FeeRef };

/** Covers fees in the order given, each whole before the next; the remainder is credit. */
export function allocate(fees: readonly PayableFee[], amountMinor: MinorUnits): PaymentLine[] {
  let left = amountMinor;
  return fees.flatMap(({ fee, ref }) => {
    const paid = Math.min(left, fee.outstandingMinor);
    left -= paid;
    return paid === 0 ? [] : [paymentLine({ fee, ref }, paid)];
  });
}

/** One payment line. A fee paid in full is announced as settled; no later fold asks for more. */
export function paymentLine({ fee, ref }: PayableFee, amountMinor: MinorUnits): PaymentLine {
  return { fee: ref, amountMinor, settles: amountMinor === fee.outstandingMinor };
}

/** Covers fees in the order given out of the credit of payments, the oldest first, as far as both go. */
export function allocateCredit(payments: readonly PaymentFold[], fees: readonly PayableFee[]): CreditLine[] {
  const purses = payments.map(({ act, unusedMinor }) => ({ payment: act.id, left: unusedMinor }));
  return fees.flatMap(({ fee, ref }) => {
    let owed = fee.outstandingMinor;
    return purses.flatMap((purse) => {
      const paid = Math.min(purse.left, owed);
      purse.left -= paid;
      owed -= paid;
      return paid === 0 ? [] : [{ payment: purse.payment, fee: ref, amountMinor: paid, settles: owed === 0 }];
    });
  });
}

/** Takes money out of the credit of payments, the oldest first. */
export function refundFrom(payments: readonly PaymentFold[], amountMinor: MinorUnits): RefundLine[] {
  let left = amountMinor;
  return payments.flatMap(({ act, unusedMinor }) => {
    const given = Math.min(left, unusedMinor);
    left -= given;
    return given === 0 ? [] : [{ payment: act.id, amountMinor: given }];
  });
}
