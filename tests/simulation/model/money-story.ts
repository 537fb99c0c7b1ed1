// The cost of the loans, and the part of it that money acts cover. sync.md 1 (account) and 4d, 4g

import type { ActOf } from '../../../shared/circ/acts.ts';
import type { Fee } from '../../../shared/circ/model/fee.ts';
import {
  byClock,
  type MoneyAct,
  type PlainException,
  type PlainFee,
  type PlainItem,
  type PlainLoan,
  type PlainOverdue,
  type PlainPolicy,
} from './plain-world.ts';
import { findUndone } from './undone.ts';

export type LoanToBill = { readonly loan: PlainLoan; readonly item: PlainItem; readonly policy: PlainPolicy };

/** One line of a payment, or a waiver: how much of which fee. */
type Line = {
  readonly act: ActOf<'pay' | 'waive'>;
  readonly kind: Exclude<Fee['kind'], 'manual'>;
  readonly loan: string;
  readonly after: string | null;
  /** Null: as much as there is. */
  readonly amount: number | null;
  readonly settles: boolean;
};

type Bill = { -readonly [K in keyof PlainFee]: PlainFee[K] } & {
  readonly kind: Line['kind'];
  /** The settling act that it begins after. */
  readonly after: string | null;
  /** When the lateness that it is for begins: nothing settled before that moment is of this fee. */
  readonly from: number;
};

export class MoneyStory {
  readonly fees: PlainFee[] = [];
  readonly credits = new Map<string, number>();
  readonly exceptions: PlainException[] = [];

  readonly #acts: readonly ActOf<'pay' | 'waive'>[];
  /** The money that each payment can still give back. */
  readonly #refundable = new Map<string, { patron: string; left: number }>();
  readonly #loans: readonly LoanToBill[];
  readonly #bills = new Map<PlainLoan, Bill[]>();

  constructor(loans: readonly LoanToBill[], acts: readonly MoneyAct[]) {
    this.#loans = loans;
    const order = acts.toSorted(byClock);
    const undone = findUndone(order, () => false);
    this.exceptions.push(...undone.exceptions);
    const standing = order.filter((act) => !undone.ids.has(act.id));
    this.#acts = standing.filter((act) => act.kind === 'pay' || act.kind === 'waive');
    for (const one of loans) this.#bills.set(one.loan, this.#billsOf(one));
    for (const act of this.#acts) this.#apply(act);
    for (const act of standing) if (act.kind === 'refund') this.#giveBack(act);
    this.fees.push(
      ...[...this.#bills.values()]
        .flat()
        .filter((bill) => bill.amount > 0)
        .map(toFee),
    );
  }

  #billsOf({ loan, item, policy }: LoanToBill): Bill[] {
    return [...this.#overdueBills(loan, policy), ...lostBills(loan, item, policy)];
  }

  /** One fee up to the first settling line, and a new one after each. */
  #overdueBills(loan: PlainLoan, policy: PlainPolicy): Bill[] {
    const lines = this.#acts.flatMap(linesOf).filter((line) => line.kind === 'overdue' && loan.names.has(line.loan));
    const end = chargesOverdue(loan, policy) ? (loan.inAt ?? lines.at(-1)?.act.at ?? null) : null;
    if (end === null) return [];
    const latest = Math.min(end, loan.claim?.at ?? end);
    const whole = (until: number) => overdueFee(policy.overdue, Math.min(until, latest) - loan.dueAt);
    const settling = [...new Set(lines.filter((line) => line.settles).map((line) => line.act))];
    return [null, ...settling].map((after, index) => {
      const next = settling[index];
      const from = after === null ? 0 : whole(after.at);
      const to = next === undefined ? whole(end) : whole(next.at);
      const name = after === null ? `overdue:${loan.id}` : `overdue:${loan.id}:${after.id}`;
      const starts = after?.at ?? Number.NEGATIVE_INFINITY;
      return newBill(
        { fee: name, patron: loan.patron, kind: 'overdue', after: after?.id ?? null, from: starts },
        to - from,
      );
    });
  }

  #apply(act: ActOf<'pay' | 'waive'>): void {
    let unused = 0;
    for (const line of linesOf(act)) unused += this.#cover(line);
    if (act.kind === 'waive') return;
    if (unused > 0) this.exceptions.push({ code: 'money-credited', patron: act.patronId, cause: act.id });
    const told = act.lines.reduce((sum, line) => sum + line.amountMinor, 0);
    const credit = unused + act.amountMinor - told;
    if (credit > 0) this.credits.set(act.patronId, (this.credits.get(act.patronId) ?? 0) + credit);
    this.#refundable.set(act.id, { patron: act.patronId, left: credit });
  }

  /** Money is given back out of the credit of its payments. The model knows no refund of what covers a fee. */
  #giveBack(act: ActOf<'refund'>): void {
    let isTooMuch = false;
    for (const { payment, amountMinor } of act.lines) {
      const from = this.#refundable.get(payment);
      const given = Math.min(amountMinor, from?.left ?? 0);
      if (given < amountMinor) isTooMuch = true;
      if (from === undefined || given === 0) continue;
      from.left -= given;
      const credit = (this.credits.get(from.patron) ?? 0) - given;
      if (credit > 0) this.credits.set(from.patron, credit);
      else this.credits.delete(from.patron);
    }
    if (isTooMuch) this.exceptions.push({ code: 'refunded-twice', patron: act.patronId, cause: act.id });
  }

  /** Covers what the line names; answers what is left of its amount. */
  #cover(line: Line): number {
    const loan = this.#loans.find((one) => one.loan.names.has(line.loan))?.loan;
    const bills = (loan === undefined ? undefined : this.#bills.get(loan)) ?? [];
    const named = bills.filter((bill) => bill.kind === line.kind && bill.after === line.after);
    let left = line.amount ?? Number.POSITIVE_INFINITY;
    // A settling line covers every part of the loan's overdue fee up to its moment, whichever part it names.
    const settled = bills.filter((bill) => line.settles && bill.kind === line.kind && bill.from < line.act.at);
    for (const bill of new Set([...named, ...settled])) {
      const covered = Math.min(left, bill.outstanding);
      left -= covered;
      bill.outstanding -= covered;
      if (line.act.kind === 'waive') bill.waived += covered;
      else bill.paid += covered;
    }
    for (const bill of settled) {
      bill.writtenOff += bill.outstanding;
      bill.outstanding = 0;
    }
    return Number.isFinite(left) ? left : 0;
  }
}

function linesOf(act: ActOf<'pay' | 'waive'>): Line[] {
  const lines =
    act.kind === 'pay'
      ? act.lines
      : [{ fee: act.fee, amountMinor: act.amountMinor, settles: act.amountMinor === null }];
  return lines.flatMap(({ fee, amountMinor, settles }) =>
    fee.kind === 'manual'
      ? []
      : [{ act, kind: fee.kind, loan: fee.loanId, after: fee.after, amount: amountMinor, settles }],
  );
}

/** Late by no more than the grace costs nothing; later counts from the due moment, in periods that have begun. */
function overdueFee({ rate, perMs, graceMs, max }: PlainOverdue, late: number): number {
  if (late <= 0 || late <= graceMs) return 0;
  const fee = rate * Math.ceil(late / perMs);
  return max === 0 ? fee : Math.min(fee, max);
}

/** Brought back only after it had aged. */
function backAfterAging(loan: PlainLoan): boolean {
  return loan.lostAt !== null && loan.how === 'checkin' && loan.inAt !== null && loan.inAt >= loan.lostAt;
}

function withinRefund(loan: PlainLoan, policy: PlainPolicy): boolean {
  const within = policy.lost.refundWithinMs;
  return within === null || (loan.inAt ?? 0) - (loan.lostAt ?? 0) <= within;
}

function chargesOverdue(loan: PlainLoan, policy: PlainPolicy): boolean {
  if (loan.state === 'in-question' || loan.how === 'inferred' || loan.how === 'question') return false;
  return !backAfterAging(loan) || (withinRefund(loan, policy) && policy.lost.chargeOverdue);
}

function lostBills(loan: PlainLoan, item: PlainItem, policy: PlainPolicy): Bill[] {
  const back = backAfterAging(loan);
  if (loan.state !== 'lost' && !back) return [];
  const refunded = back && withinRefund(loan, policy);
  const from = Number.NEGATIVE_INFINITY;
  const bill = (kind: 'lost' | 'processing', amount: number) =>
    newBill({ fee: `${kind}:${loan.id}`, patron: loan.patron, kind, after: null, from }, amount);
  return [
    bill('lost', refunded ? 0 : item.price),
    bill('processing', refunded && policy.lost.removeProcessing ? 0 : policy.lost.processing),
  ];
}

function newBill(of: Pick<Bill, 'fee' | 'patron' | 'kind' | 'after' | 'from'>, amount: number): Bill {
  return { ...of, amount, paid: 0, waived: 0, writtenOff: 0, outstanding: amount };
}

function toFee({ fee, patron, amount, paid, waived, writtenOff, outstanding }: Bill): PlainFee {
  return { fee, patron, amount, paid, waived, writtenOff, outstanding };
}
