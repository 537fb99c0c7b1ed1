// The cost of the loans, and the part of it that money acts cover. sync.md 1 (account) and 4d, 4g

import type { ActOf } from '../../../shared/circ/acts.ts';
import type { Fee, FeeRef } from '../../../shared/circ/model/fee.ts';
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

/** A payment, or credit that is used, which is a payment of its own then. */
type Payment = {
  readonly act: ActOf<'pay' | 'useCredit'>;
  readonly amount: number;
  /** The rest of it for refunds and further uses. */
  left: number;
};

/** One line of a payment, or a waiver: how much of which fee. */
type Line = {
  readonly act: ActOf<'pay' | 'waive' | 'useCredit' | 'transferFees'>;
  readonly kind: Fee['kind'];
  /** The loan that it names, or the fee that staff added. */
  readonly names: string;
  readonly after: string | null;
  /** Null: as much as there is. */
  readonly amount: number | null;
  readonly settles: boolean;
};

type Bill = { -readonly [K in keyof PlainFee]-?: PlainFee[K] } & {
  readonly kind: Line['kind'];
  /** The names of its causes: of its loan, or its own where staff added it. */
  readonly names: ReadonlySet<string>;
  /** The settling act that it begins after. */
  readonly after: string | null;
  /** When the lateness that it is for begins: nothing settled before that moment is of this fee. */
  readonly from: number;
};

export class MoneyStory {
  readonly fees: PlainFee[] = [];
  readonly credits = new Map<string, number>();
  readonly exceptions: PlainException[] = [];

  readonly #loans: readonly LoanToBill[];
  /** The fees that staff added. */
  readonly #added = new Map<string, ActOf<'addFee'>>();
  readonly #payments = new Map<string, Payment>();

  constructor(loans: readonly LoanToBill[], acts: readonly MoneyAct[]) {
    this.#loans = loans;
    const order = acts.toSorted(byClock);
    const undone = findUndone(order, () => false);
    this.exceptions.push(...undone.exceptions);
    const standing = order.filter((act) => !undone.ids.has(act.id));
    for (const act of standing) {
      if (act.kind === 'addFee' && !this.#added.has(act.feeId)) this.#added.set(act.feeId, act);
      if (act.kind === 'pay') this.#payments.set(act.id, { act, amount: act.amountMinor, left: act.amountMinor });
    }
    const refused = new Set(
      standing.flatMap((act) =>
        act.kind === 'takeBackFees' ? act.fees.map((fee) => `${act.batch} ${nameOf(named(fee))}`) : [],
      ),
    );
    let lines = standing
      .flatMap((act) => this.#linesOf(act))
      .filter((line) => line.act.kind !== 'transferFees' || !refused.has(`${line.act.batch} ${nameOf(line)}`));
    // A later payment may cover a fee that an earlier one covers no more.
    const payments = [...this.#payments.values()].toSorted((a, b) => byClock(a.act, b.act));
    for (const payment of payments) if (payment.left < payment.amount) lines = this.#takeBack(payment, lines);
    const { bills, covered } = this.#cover(lines);
    for (const payment of payments) this.#credit(payment, lines, covered);
    this.fees.push(...bills.filter((bill) => bill.amount > 0 || bill.said !== 0).map(toFee));
    this.fees.push(...this.#billsGone(lines, bills));
  }

  /** The lines of an act, with the credit left for them. Refunds leave none. */
  #linesOf(act: MoneyAct): Line[] {
    switch (act.kind) {
      case 'pay': {
        let left = act.amountMinor;
        return act.lines.map(({ fee, amountMinor, settles }) => {
          const amount = Math.min(left, amountMinor);
          left -= amount;
          return { act, ...named(fee), amount, settles };
        });
      }
      case 'waive':
        return [{ act, ...named(act.fee), amount: act.amountMinor, settles: act.amountMinor === null }];
      case 'transferFees':
        return act.lines.map(({ fee, amountMinor }) => ({ act, ...named(fee), amount: amountMinor, settles: false }));
      case 'refund':
        this.#leave(act);
        return [];
      case 'useCredit': {
        const given = this.#leave(act);
        const amount = given.reduce((sum, one) => sum + one, 0);
        this.#payments.set(act.id, { act, amount, left: amount });
        const lines = act.lines.map(({ fee, settles }, n) => ({ act, ...named(fee), amount: given[n] ?? 0, settles }));
        // A fee of which one line came to less is settled by none.
        const short = act.lines.filter(({ amountMinor }, n) => (given[n] ?? 0) < amountMinor);
        return lines.map((line) => ({
          ...line,
          settles: line.settles && !short.some(({ fee }) => isSame(named(fee), line)),
        }));
      }
      default:
        return [];
    }
  }

  /** Bills sent to another office for fees that are no more: they have to be withdrawn. */
  #billsGone(lines: readonly Line[], bills: readonly Bill[]): PlainFee[] {
    const gone = new Map<string, Bill>();
    for (const line of lines) {
      if (line.act.kind !== 'transferFees' || bills.some((bill) => isOf(bill, line) && bill.after === line.after))
        continue;
      const now = this.#loans.find(({ loan }) => loan.names.has(line.names))?.loan;
      const fee = nameOf(now === undefined ? line : { ...line, names: now.id });
      // The patron in the last report to the office.
      const of = { fee, patron: now?.patron ?? line.act.patronId, names: new Set([line.names]), kind: line.kind };
      const bill = newBill({ ...of, after: line.after, from: Number.NEGATIVE_INFINITY }, 0);
      bill.said = (gone.get(fee)?.said ?? 0) + (line.amount ?? 0);
      gone.set(fee, bill);
    }
    return [...gone.values()].filter(({ said }) => said !== 0).map(toFee);
  }

  /** Money leaves its payments, never more than they were, and none that another patron paid. */
  #leave(act: ActOf<'refund' | 'useCredit'>): number[] {
    const given = act.lines.map(({ payment, amountMinor }) => {
      const from = this.#payments.get(payment);
      if (from?.act.patronId !== act.patronId) return 0;
      const amount = Math.min(amountMinor, from.left);
      from.left -= amount;
      return amount;
    });
    if (act.lines.some(({ amountMinor }, n) => (given[n] ?? 0) < amountMinor))
      this.exceptions.push({ code: 'refunded-twice', patron: act.patronId, cause: act.id });
    return given;
  }

  /** Money left a payment: first its unused part, then the part on fees, its last line first. */
  #takeBack({ act, left }: Payment, lines: readonly Line[]): Line[] {
    const { covered } = this.#cover(lines);
    const own = lines.filter((line) => line.act === act);
    let keeps = left;
    const kept = new Map(
      own.map((line) => {
        const covers = covered.get(line) ?? 0;
        const amount = Math.min(covers, keeps);
        keeps -= amount;
        return [line, amount === covers ? line : { ...line, amount, settles: false }] as const;
      }),
    );
    return lines.flatMap((line) => {
      const one = kept.get(line) ?? line;
      return one !== line && one.amount === 0 ? [] : [one];
    });
  }

  #credit({ act, left }: Payment, lines: readonly Line[], covered: ReadonlyMap<Line, number>): void {
    const own = lines.filter((line) => line.act === act);
    const credit = left - own.reduce((sum, line) => sum + (covered.get(line) ?? 0), 0);
    if (credit <= 0) return;
    this.credits.set(act.patronId, (this.credits.get(act.patronId) ?? 0) + credit);
    if (own.some((line) => (covered.get(line) ?? 0) < (line.amount ?? 0)))
      this.exceptions.push({ code: 'money-credited', patron: act.patronId, cause: act.id });
  }

  /** Every fee as these lines cover it, in their order, and the fees that each line covers. */
  #cover(lines: readonly Line[]): { readonly bills: readonly Bill[]; readonly covered: ReadonlyMap<Line, number> } {
    const bills = [
      ...this.#loans.flatMap(({ loan, item, policy }) => [
        ...overdueBills(loan, policy, lines),
        ...lostBills(loan, item, policy),
      ]),
      ...[...this.#added.values()].map(addedBill),
    ];
    return { bills, covered: new Map(lines.map((line) => [line, coverOne(bills, line)])) };
  }
}

function isOf(bill: Bill, line: Line): boolean {
  // A charge by staff is paid by its own patron only.
  const isTheirs = bill.kind !== 'manual' || bill.patron === line.act.patronId;
  return bill.kind === line.kind && bill.names.has(line.names) && isTheirs;
}

/** Another office has the part that is unpaid by then, and never more than it was billed. It gets a report of an excess: then less stands there. */
function handOn(bill: Bill, amount: number): void {
  bill.said += amount;
  const more = Math.max(0, Math.min(amount, bill.outstanding));
  const kept = amount < 0 ? Math.max(0, Math.min(bill.handed, bill.said)) : bill.handed + more;
  bill.outstanding += bill.handed - kept;
  bill.handed = kept;
}

/** Covers the fee of the line; returns the amount. */
function coverOne(bills: readonly Bill[], line: Line): number {
  const may = bills.filter((bill) => isOf(bill, line));
  if (line.act.kind === 'transferFees') {
    for (const bill of may.filter(({ after }) => after === line.after)) handOn(bill, line.amount ?? 0);
    return 0;
  }
  const direct = may.filter((bill) => bill.after === line.after);
  // A settling line covers every part of the loan's overdue fee up to its moment, also parts that it does not name.
  const settled = may.filter((bill) => line.settles && bill.from < line.act.at);
  let left = line.amount ?? Number.POSITIVE_INFINITY;
  let all = 0;
  for (const bill of new Set([...direct, ...settled])) {
    const covered = Math.min(left, bill.outstanding);
    left -= covered;
    all += covered;
    bill.outstanding -= covered;
    if (line.act.kind === 'waive') bill.waived += covered;
    else bill.paid += covered;
  }
  // A waiver applies wherever the fee is owed.
  if (line.act.kind === 'waive')
    for (const bill of new Set([...direct, ...settled])) {
      const forgiven = Math.min(left, bill.handed);
      left -= forgiven;
      bill.handed -= forgiven;
      bill.waived += forgiven;
    }
  for (const bill of settled) {
    bill.writtenOff += bill.outstanding;
    bill.outstanding = 0;
  }
  return all;
}

type Named = Pick<Line, 'kind' | 'names' | 'after'>;

function named(fee: FeeRef): Named {
  if (fee.kind === 'manual') return { kind: 'manual', names: fee.feeId, after: null };
  return { kind: fee.kind, names: fee.loanId, after: fee.after };
}

function nameOf({ kind, names, after }: Named): string {
  if (kind === 'manual') return names;
  return after === null ? `${kind}:${names}` : `${kind}:${names}:${after}`;
}

function isSame(a: Named, b: Named): boolean {
  return a.kind === b.kind && a.names === b.names && a.after === b.after;
}

function addedBill({ feeId, patronId, amountMinor }: ActOf<'addFee'>): Bill {
  const of = { fee: feeId, patron: patronId, names: new Set([feeId]), kind: 'manual' as const, after: null };
  return newBill({ ...of, from: Number.NEGATIVE_INFINITY }, amountMinor);
}

/** One fee up to the first settling line, and a new one after each. */
function overdueBills(loan: PlainLoan, policy: PlainPolicy, all: readonly Line[]): Bill[] {
  const lines = all.filter((line) => line.kind === 'overdue' && loan.names.has(line.names));
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
    const of = { fee: name, patron: loan.patron, names: loan.names, kind: 'overdue' as const };
    return newBill({ ...of, after: after?.id ?? null, from: starts }, to - from);
  });
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
    newBill({ fee: `${kind}:${loan.id}`, patron: loan.patron, names: loan.names, kind, after: null, from }, amount);
  return [
    bill('lost', refunded ? 0 : item.price),
    bill('processing', refunded && policy.lost.removeProcessing ? 0 : policy.lost.processing),
  ];
}

function newBill(of: Pick<Bill, 'fee' | 'patron' | 'names' | 'kind' | 'after' | 'from'>, amount: number): Bill {
  return { ...of, amount, paid: 0, waived: 0, writtenOff: 0, outstanding: amount, handed: 0, said: 0 };
}

function toFee({ fee, patron, amount, paid, waived, writtenOff, outstanding, handed, said }: Bill): PlainFee {
  const told = handed === 0 && said === 0 ? {} : { handed, said };
  return { fee, patron, amount, paid, waived, writtenOff, outstanding, ...told };
}
