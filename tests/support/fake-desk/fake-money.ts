// The fake desk's fees: a lost item, and beside larger ones a late fee, for each patron who owes something. What is paid or waived is owed no more; what
// is paid beyond it is credit, and may be given back.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { FeeView, MoneyAnswer, PaymentView } from '../../../shared/views/fee.ts';
import { feeWords } from '../../../shared/circ/fee-words.ts';
import type { AccountRow } from '../../../shared/lists/patron-account.ts';
import { actId, feeId } from '../../../shared/core/ids.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { FAKE_PATRONS } from './fake-data.ts';
import type { FakeContext } from './fake-desk.ts';
import { fakeSecond } from './fake-phone.ts';
import { FakeRefusal } from './fake-refusal.ts';
import { intoDrawer } from './fake-shift.ts';

type Money = Pick<
  Handlers,
  'fee.list' | 'fee.add' | 'fee.waive' | 'payment.take' | 'payment.refund' | 'payment.useCredit'
>;

/** What a late fee is, beside a lost item that costs more than twice as much. */
const LATE = 250;

export function fakeMoney(context: FakeContext): Money {
  const { now, state } = context;
  let slips = 0;
  const covered = new Map<string, number>();
  const paid = new Map<string, PaymentView[]>();
  const added = new Map<string, FeeView[]>();
  const paymentsOf = (card: string | undefined): PaymentView[] => paid.get(card ?? '') ?? [];
  const feesOf = (card: string | undefined): FeeView[] =>
    [...startFees(card, now()), ...(added.get(card ?? '') ?? [])].flatMap((fee) => {
      const outstandingMinor = fee.outstandingMinor - (covered.get(fee.feeId) ?? 0);
      return outstandingMinor <= 0 ? [] : [{ ...fee, outstandingMinor, text: text(outstandingMinor) }];
    });
  const sums = (card: string | undefined) => {
    const owedMinor = feesOf(card).reduce((sum, fee) => sum + fee.outstandingMinor, 0);
    const creditMinor = paymentsOf(card).reduce((sum, { unusedMinor }) => sum + unusedMinor, 0);
    return { owedMinor, owedText: text(owedMinor), creditMinor };
  };
  const cover = (fee: FeeView, amountMinor: number) => {
    covered.set(fee.feeId, (covered.get(fee.feeId) ?? 0) + amountMinor);
    return { feeId: fee.feeId, amountMinor, settles: amountMinor === fee.outstandingMinor };
  };
  const answer = (card: string | undefined): MoneyAnswer => ({
    ...sums(card),
    commandId: actId(`money-${now()}-${slips}`),
  });
  const undoable = <A extends MoneyAnswer>(said: A, undo: () => void): A => {
    state.answers.set(said.commandId, { undo, item: '', card: null });
    return said;
  };
  state.accountOf = (card) => accountRowsOf(feesOf(card), paymentsOf(card));
  const nextSlip = (): number => (slips += 1);
  return {
    'fee.list': ({ patron }) => ({ ...sums(patron), fees: feesOf(patron), payments: paymentsOf(patron) }),
    'fee.add'({ patron, amountMinor, charge }) {
      const before = added.get(patron) ?? [];
      const id = feeId(`added ${before.length} to ${patron}`);
      const words = feeWords({ kind: 'manual', charge }).en;
      added.set(patron, [...before, feeOf(id, { kind: 'manual', kindText: words, item: null, amountMinor }, now())]);
      const said = answer(patron);
      undoable(said, () => added.set(patron, before));
      return { ...said, feeId: id };
    },
    'fee.waive'({ patron, feeId: id, amountMinor, authoriser }) {
      const may = authoriser === undefined ? (state.session?.rights ?? []) : rightsOf(fakeSecond(authoriser));
      if (!may.includes('waive-fees'))
        throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask somebody who may');
      const fee = feesOf(patron).find((one) => one.feeId === id);
      const waived = amountMinor ?? fee?.outstandingMinor ?? 0;
      if (fee !== undefined) cover(fee, waived);
      return undoable(answer(patron), () => covered.set(id, (covered.get(id) ?? 0) - waived));
    },
    'payment.take'({ patron, amountMinor, method, tenderedMinor, allocation }) {
      let left = amountMinor;
      const named = allocation?.map((one) => one.feeId);
      const parts = feesOf(patron).flatMap((fee) => {
        const paid = named === undefined || named.includes(fee.feeId) ? Math.min(left, fee.outstandingMinor) : 0;
        left -= paid;
        return paid === 0 ? [] : [cover(fee, paid)];
      });
      const slipNumber = nextSlip();
      intoDrawer(context, method, amountMinor, slipNumber);
      const said = answer(patron);
      const payment = {
        paymentId: said.commandId,
        at: new Date(now()).toISOString(),
        amountMinor,
        refundedMinor: 0,
        unusedMinor: left,
        text: text(amountMinor),
      };
      paid.set(patron, [...paymentsOf(patron), payment]);
      return {
        ...said,
        ...sums(patron),
        slipNumber,
        allocation: parts,
        creditedMinor: left,
        changeMinor: (tenderedMinor ?? amountMinor) - amountMinor,
      };
    },
    'payment.useCredit'({ patron, fees: meant }) {
      const before = { paid: paymentsOf(patron), covered: new Map(covered) };
      let left = sums(patron).creditMinor;
      let usedMinor = 0;
      for (const fee of feesOf(patron).filter(({ feeId: id }) => meant === undefined || meant.includes(id))) {
        const used = Math.min(left, fee.outstandingMinor);
        if (used > 0) cover(fee, used);
        left -= used;
        usedMinor += used;
      }
      let toDraw = usedMinor;
      const after = paymentsOf(patron).map((one) => {
        const drawn = Math.min(toDraw, one.unusedMinor);
        toDraw -= drawn;
        return { ...one, unusedMinor: one.unusedMinor - drawn };
      });
      paid.set(patron, after);
      return undoable({ ...answer(patron), usedMinor }, () => {
        paid.set(patron, before.paid);
        for (const [id, minor] of before.covered) covered.set(id, minor);
      });
    },
    'payment.refund'({ patron, amountMinor, paymentId }) {
      let left = amountMinor;
      const after = paymentsOf(patron).map((one) => {
        const most = paymentId === undefined ? one.unusedMinor : one.amountMinor - one.refundedMinor;
        const given = paymentId === undefined || one.paymentId === paymentId ? Math.min(left, most) : 0;
        left -= given;
        const unusedMinor = Math.max(0, one.unusedMinor - given);
        return { ...one, refundedMinor: one.refundedMinor + given, unusedMinor };
      });
      if (left > 0) throw new FakeRefusal('HF-PAY-004', `only ${text(amountMinor - left)} can be given back`);
      const before = paymentsOf(patron);
      paid.set(patron, after);
      const slipNumber = nextSlip();
      return undoable({ ...answer(patron), slipNumber }, () => paid.set(patron, before));
    },
  };
}

const text = (amountMinor: number): string => formatMoney(amountMinor, 'USD', 'en');

function rightsOf(person: ReturnType<typeof fakeSecond>): readonly string[] {
  return person?.role === 'supervisor' || person?.role === 'night-lead' ? ['waive-fees'] : [];
}

function feeOf(
  id: FeeView['feeId'],
  what: Pick<FeeView, 'kind' | 'kindText' | 'item' | 'amountMinor'>,
  now: number,
): FeeView {
  const { amountMinor } = what;
  return {
    ...what,
    feeId: id,
    outstandingMinor: amountMinor,
    text: text(amountMinor),
    at: new Date(now).toISOString(),
    growing: false,
  };
}

/** Charges first, then payments: enough of a ledger to be looked at. */
function accountRowsOf(fees: readonly FeeView[], payments: readonly PaymentView[]): AccountRow[] {
  const plain = { kind: null, charge: null, barcode: null, title: null, method: null, who: null } as const;
  const charges = fees.map(({ feeId: id, kind, item, at, amountMinor }) => {
    const row = {
      ...plain,
      key: id,
      what: 'charge' as const,
      kind,
      title: item?.title ?? null,
      at: Date.parse(at),
      amountMinor,
    };
    return { ...row, feeId: id, paymentId: null };
  });
  const paid = payments.map(({ paymentId, at, amountMinor }) => {
    const row = { ...plain, key: paymentId, what: 'payment' as const, at: Date.parse(at), amountMinor: -amountMinor };
    return { ...row, method: 'cash', feeId: null, paymentId };
  });
  let balanceMinor = 0;
  return [...charges, ...paid].map((row) => ({ ...row, balanceMinor: (balanceMinor += row.amountMinor) }));
}

function startFees(card: string | undefined, now: number): FeeView[] {
  const owed = FAKE_PATRONS.find((one) => one.card === card)?.owesMinor ?? 0;
  const late = owed > 2 * LATE ? LATE : 0;
  const fee = (kind: string, kindText: string, title: string, amountMinor: number): FeeView =>
    feeOf(feeId(`${kind} of ${card}`), { kind, kindText, item: { barcode: `of ${title}`, title }, amountMinor }, now);
  return [
    fee('lost', 'Lost item', 'Introduction to Probability', owed - late),
    fee('overdue', 'Late fee', 'Camera kit 3', late),
  ].filter(({ amountMinor }) => amountMinor > 0);
}
