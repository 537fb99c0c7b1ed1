// `payment.take`, `payment.refund`: money over the counter. The desk says which fees it covers; slips are numbered without gaps. [I16]

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { allocate, paymentLine, refundFrom } from '../../../shared/circ/allocate.ts';
import type { ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import { type PaymentLine, type RefundLine, feeIdOf } from '../../../shared/circ/model/fee.ts';
import type { Account } from '../../../db/overlay/account-view.ts';
import { nextSlipNumber } from '../../../db/ledger/slip-numbers.ts';
import { requiredCopy, requireRight, type Desk } from '../desk.ts';
import { moneyText, recordMoney, requiredFee, requiredPatron, sumsOf } from './fees.ts';
import { refuseOwnAccount } from './own-account.ts';

type TakeInput = ParsedInput<'payment.take'>;

/** Takes a payment. Throws HF-PATRON-001, HF-PAY-001…003, HF-PAY-010, HF-PAY-120, HF-AUTH-024, HF-AUTH-025. */
export function takePayment(desk: Desk, input: TakeInput): MethodOutput<'payment.take'> {
  requireRight(desk, 'handle-money');
  const copy = requiredCopy(desk);
  const patron = requiredPatron(copy, input.patron);
  refuseOwnAccount(desk, patron);
  refuseBursar(input);
  const before = copy.sight.accountOf(patron.id, desk.clock.now());
  const lines = linesOf(desk, before, input);
  const { amountMinor, method, reference = null } = input;
  const tenderedMinor = tenderedOf(desk, input);
  const tendered = tenderedMinor === null ? {} : { tenderedMinor };
  const args: ArgsOf<'pay'> = { patronId: patron.id, amountMinor, method, reference, ...tendered };
  const slipNumber = nextSlipNumber(desk.ledger);
  const owedAfterMinor = owedAfter(before, lines);
  const told: ToldOf<'pay'> = { decision: 'done', reasons: [], lines, slipNumber, owedAfterMinor };
  const commandId = recordMoney(desk, { name: 'pay', args, told });
  const sums = sumsOf(desk, requiredCopy(desk).sight.accountOf(patron.id, desk.clock.now()));
  const creditedMinor = amountMinor - lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return {
    commandId,
    slipNumber,
    ...sums,
    allocation: lines.map(({ fee, amountMinor: paid, settles }) => ({
      feeId: feeIdOf(fee),
      amountMinor: paid,
      settles,
    })),
    creditedMinor,
    ...(tenderedMinor === null ? {} : { changeMinor: tenderedMinor - amountMinor }),
  };
}

/** Money on a student account would be owed to nobody: nothing tells the bursar yet. What was recorded so before is read as ever. */
function refuseBursar({ method }: { readonly method: string }): void {
  if (method === 'account') throw new HoldfastError('HF-PAY-120');
}

/** What stays owed, fines that still grow aside. What the lines leave over is credit and covers nothing. */
function owedAfter({ fees }: Account, lines: readonly PaymentLine[]): number {
  const paid = new Map(lines.map((line) => [feeIdOf(line.fee), line.amountMinor]));
  return fees
    .filter(({ isGrowing }) => !isGrowing)
    .reduce((sum, { fee }) => sum + fee.outstandingMinor - (paid.get(fee.id) ?? 0), 0);
}

/** What was laid on the counter; null where nobody said, or it was no cash. */
function tenderedOf(desk: Desk, { amountMinor, method, tenderedMinor }: TakeInput): number | null {
  if (tenderedMinor === undefined || method !== 'cash') return null;
  if (tenderedMinor < amountMinor) {
    const amounts = { tendered: moneyText(desk, tenderedMinor), amount: moneyText(desk, amountMinor) };
    throw new HoldfastError('HF-PAY-010', amounts);
  }
  return tenderedMinor;
}

/** As somebody said, else the oldest fee first. */
function linesOf(desk: Desk, account: Account, { amountMinor, allocation }: TakeInput): PaymentLine[] {
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

/** Gives money back. Throws HF-PATRON-001, HF-PAY-004, HF-PAY-005, HF-PAY-120, HF-AUTH-024. */
export function refundPayment(desk: Desk, input: ParsedInput<'payment.refund'>): MethodOutput<'payment.refund'> {
  requireRight(desk, 'waive-fees');
  const copy = requiredCopy(desk);
  const patron = requiredPatron(copy, input.patron);
  refuseOwnAccount(desk, patron);
  refuseBursar(input);
  const lines = refundLines(desk, copy.sight.accountOf(patron.id, desk.clock.now()), input);
  const args: ArgsOf<'refund'> = { patronId: patron.id, method: input.method, reason: input.reason };
  const slipNumber = nextSlipNumber(desk.ledger);
  const told: ToldOf<'refund'> = { decision: 'done', reasons: [], lines, slipNumber };
  const commandId = recordMoney(desk, { name: 'refund', args, told });
  const account = requiredCopy(desk).sight.accountOf(patron.id, desk.clock.now());
  return {
    commandId,
    slipNumber,
    ...sumsOf(desk, account),
    allocation: [],
    creditedMinor: 0,
  };
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
