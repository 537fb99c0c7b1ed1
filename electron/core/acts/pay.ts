// Takes a payment. The desk chooses the fees that it covers; slips are numbered without gaps. [I16]

import { pay } from '../../../shared/acts/fee/pay.ts';
import { allocate, paymentLine } from '../../../shared/circ/allocate.ts';
import { feeIdOf, type PaymentLine } from '../../../shared/circ/model/fee.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { nextSlipNumber } from '../../../db/ledger/slip-numbers.ts';
import type { Account } from '../../../db/overlay/account-view.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { answerAfter, moneyText, refuseBursar, requiredFee, requiredPatron } from '../facade/fees.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct, type Recording } from './desk-act.ts';

type Input = ParsedInput<'payment.take'>;

/** Throws HF-PATRON-001, HF-PAY-001…003, HF-PAY-010, HF-PAY-120, HF-AUTH-024, HF-AUTH-025. */
export const payAtDesk = deskAct(pay)({
  judge: ({ desk, input }) => {
    const copy = requiredCopy(desk);
    const patron = requiredPatron(copy, input.patron);
    refuseOwnAccount(desk, patron);
    refuseBursar(input);
    const before = copy.sight.accountOf(patron.id, desk.clock.now());
    const lines = linesOf(desk, before, input);
    const { amountMinor, method, reference = null } = input;
    const tenderedMinor = tenderedOf(desk, input);
    const tendered = tenderedMinor === null ? {} : { tenderedMinor };
    const slipNumber = nextSlipNumber(desk.ledger);
    const paidMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    return {
      record: {
        args: { patronId: patron.id, amountMinor, method, reference, ...tendered },
        told: { decision: 'done', reasons: [], lines, slipNumber, owedAfterMinor: owedAfter(before, lines) },
      },
      answer: (commandId) => {
        if (method === 'cash') desk.slips.openDrawer();
        return {
          ...answerAfter(desk, patron, commandId),
          slipNumber,
          allocation: lines.map(({ fee, amountMinor: paid, settles }) => ({
            feeId: feeIdOf(fee),
            amountMinor: paid,
            settles,
          })),
          creditedMinor: amountMinor - paidMinor,
          changeMinor: (tenderedMinor ?? amountMinor) - amountMinor,
        };
      },
    };
  },
});

/** A payment taken before its record: it covers the debts of now, the oldest first. The slip has its number when it is recorded. */
export function judgePastPayment(desk: Desk, patron: Patron, amountMinor: number, at: Instant): () => Recording<'pay'> {
  return () => {
    const before = requiredCopy(desk).sight.accountOf(patron.id, at);
    const lines = allocate(before.fees, amountMinor);
    const slipNumber = nextSlipNumber(desk.ledger);
    return {
      args: { patronId: patron.id, amountMinor, method: 'other', reference: null },
      told: { decision: 'done', reasons: [], lines, slipNumber, owedAfterMinor: owedAfter(before, lines) },
    };
  };
}

/** Debt left after a payment, growing fines excluded. An amount beyond the lines becomes credit and covers nothing. */
function owedAfter({ fees }: Account, lines: readonly PaymentLine[]): number {
  const paid = new Map(lines.map((line) => [feeIdOf(line.fee), line.amountMinor]));
  return fees
    .filter(({ isGrowing }) => !isGrowing)
    .reduce((sum, { fee }) => sum + fee.outstandingMinor - (paid.get(fee.id) ?? 0), 0);
}

/** The cash laid on the counter; null where it was not entered, or was no cash. */
function tenderedOf(desk: Desk, { amountMinor, method, tenderedMinor }: Input): number | null {
  if (tenderedMinor === undefined || method !== 'cash') return null;
  if (tenderedMinor < amountMinor) {
    const amounts = { tendered: moneyText(desk, tenderedMinor), amount: moneyText(desk, amountMinor) };
    throw new HoldfastError('HF-PAY-010', amounts);
  }
  return tenderedMinor;
}

/** As given, else the oldest fee first. */
function linesOf(desk: Desk, account: Account, { amountMinor, allocation }: Input): PaymentLine[] {
  if (allocation === undefined) return allocate(account.fees, amountMinor);
  const total = allocation.reduce((sum, one) => sum + one.amountMinor, 0);
  if (total > amountMinor) {
    throw new HoldfastError('HF-PAY-002', { amount: moneyText(desk, total), paid: moneyText(desk, amountMinor) });
  }
  const named = Map.groupBy(allocation, ({ feeId }) => feeId);
  return [...named].map(([feeId, parts]) => {
    const found = requiredFee(account, feeId);
    const paid = parts.reduce((sum, part) => sum + part.amountMinor, 0);
    if (paid > found.fee.outstandingMinor) {
      throw new HoldfastError('HF-PAY-003', { owed: moneyText(desk, found.fee.outstandingMinor) });
    }
    return paymentLine(found, paid);
  });
}
