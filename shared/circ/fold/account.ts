// The account fold: loans and money acts in, computed fees and credits out. The only writer of computed fees. Pure.
// Money acts take effect in the order of their time alone. amount = paid + waived + written off + handed on + outstanding. [I15] [I16]

import type { ActId, ItemId, LoanId, PatronId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { lossCost, type LossCost } from '../../rules/fines/lost-bill.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import { leavesOutClosed, policyFine } from '../../rules/overdue-fine.ts';
import type { ActOf, MoneyAct } from '../acts.ts';
import type { FoldedException } from '../model/exception.ts';
import { feeIdOf, type Credit, type Fee, type FeeRef } from '../model/fee.ts';
import { lateUntil, standingOf, type Loan } from '../model/loan.ts';
import { closedMillis, type Closing } from '../model/closing.ts';
import { throughNights } from './closed-times.ts';
import { addedFees, reportedAt } from './added-fees.ts';
import { coverFees, type FeeLine, type Portion, type PortionCover } from './cover-fees.ts';
import { handingLines, linesTakenBack, withHandedOn } from './handed-on.ts';
import { sumRefunds, withoutRefunds, type Refunds } from './refunds.ts';
import { compareActs, distinctActs } from './timeline.ts';
import { resolveUndos, type Undos } from './undo.ts';

/** A loan with the inputs of its fees. */
export type FeeLoan = {
  readonly loan: Loan;
  readonly itemId: ItemId;
  readonly priceMinor: MinorUnits | null;
  readonly policy: Policy;
  /** Of the lending branch; null = it is never closed. */
  readonly times: OpeningTimes | null;
  /** Emergency closings of the lending branch; absent = none. */
  readonly closings?: readonly Closing[] | undefined;
};

/** Input of the account fold: a set of loans, and every money act that names one of them or is by a payer in question. */
export type AccountTimeline = { readonly loans: readonly FeeLoan[]; readonly acts: readonly MoneyAct[] };

/** Result of the account fold. */
export type AccountFold = {
  readonly fees: readonly Fee[];
  readonly payments: readonly PaymentFold[];
  readonly credits: readonly Credit[];
  readonly exceptions: readonly FoldedException[];
};

/** Outcome of one payment. */
export type PaymentFold = {
  readonly act: ActOf<'pay'>;
  /** Credit: covers nothing and was not refunded. */
  readonly unusedMinor: MinorUnits;
  readonly refundedMinor: MinorUnits;
};

/** Folds the money of a closed set of loans and money acts. */
export function foldAccounts(timeline: AccountTimeline): AccountFold {
  const acts = distinctActs(timeline.acts);
  const undos = undosByPayer(acts);
  const money = acts.filter((act) => act.kind !== 'undo' && !undos.undone.has(act.id)).toSorted(compareActs);
  const added = addedFees(money);
  const takenBack = linesTakenBack(money);
  const refunds = sumRefunds(
    money.filter((act) => act.kind === 'pay'),
    money.filter((act) => act.kind === 'refund' || act.kind === 'useCredit'),
  );
  const paid = money.flatMap((act) => (act.kind === 'pay' ? [act] : (refunds.drawn.get(act.id) ?? [])));
  const all = money.flatMap((act) => {
    if (act.kind === 'pay' || act.kind === 'waive') return linesOf(act);
    if (act.kind === 'transferFees') return handingLines(act, takenBack);
    const drawn = refunds.drawn.get(act.id);
    return drawn === undefined ? [] : linesOf(drawn);
  });
  const owed = (lines: readonly FeeLine[]) => foldFees(timeline.loans, added, lines);
  const lines = withoutRefunds(paid, all, refunds, (left) => owed(left).covered);
  const { fees, covered } = owed(lines);
  const payments = paid.map((act) => paymentOf(act, { lines, covered, refunds }));
  return {
    fees: withHandedOn(fees, lines, (ref) => ofLoanNow(ref, timeline.loans)),
    payments,
    credits: sumCredits(payments),
    exceptions: [
      ...payments.flatMap((payment) => creditedException(payment, lines, covered)),
      ...refunds.excessive.map((act) => exceptionOf('refunded-twice', act)),
      ...undos.void.flatMap(voidException),
    ],
  };
}

/**
 * An undo concerns one account: references to another account are ignored, even if the two accounts are folded
 * together.
 */
function undosByPayer(acts: readonly MoneyAct[]): Undos {
  const each = [...Map.groupBy(acts, (act) => act.patronId).values()].map(resolveUndos);
  return { undone: new Map(each.flatMap(({ undone }) => [...undone])), void: each.flatMap((own) => own.void) };
}

/** Every fee by the lines given, and the amounts that each line covered. */
function foldFees(
  loans: readonly FeeLoan[],
  added: readonly ActOf<'addFee'>[],
  lines: readonly FeeLine[],
): { readonly fees: readonly Fee[]; readonly covered: ReadonlyMap<FeeLine, MinorUnits> } {
  const covered = new Map<FeeLine, MinorUnits>();
  const fees = [
    ...loans.flatMap((owed) => {
      const own = lines.filter((line) => names(line.fee, owed.loan));
      return [...foldOverdue(owed, own, covered), ...foldOnce(owed, own, covered)];
    }),
    ...added.filter((act) => !isOfLost(act, loans)).map((act) => foldAdded(act, lines, covered)),
  ];
  return { fees, covered };
}

/** Whether it bills a part of a copy that is billed as a whole: the price of the copy contains its parts. */
function isOfLost({ charge, report }: ActOf<'addFee'>, loans: readonly FeeLoan[]): boolean {
  const id = report?.loan;
  if (charge !== 'missing-part' || id === undefined) return false;
  const owed = loans.find(({ loan }) => isNamed(id, loan));
  return owed !== undefined && (standingOf(owed.loan).is === 'lost' || (lossOf(owed)?.costMinor ?? 0) > 0);
}

function foldAdded(act: ActOf<'addFee'>, lines: readonly FeeLine[], covered: Map<FeeLine, MinorUnits>): Fee {
  const { feeId, patronId, itemId, charge, amountMinor, at } = act;
  // Only the person who owes it pays it: money of others is not looked for.
  const own = lines.filter(
    (line) =>
      line.fee.kind === 'manual' &&
      line.fee.feeId === feeId &&
      line.act.patronId === patronId &&
      line.act.at >= reportedAt(act),
  );
  const portion = { after: null, startsAt: Number.MIN_SAFE_INTEGER, amountMinor, at };
  const ref = { kind: 'manual' as const, feeId };
  return { ...toFee({ patronId, itemId, loanId: null, ref }, portion, coverFees([portion], own, covered)[0]), charge };
}

function linesOf(act: ActOf<'pay' | 'waive'>): FeeLine[] {
  if (act.kind === 'waive') {
    const settles = act.amountMinor === null;
    return [{ act, fee: act.fee, amountMinor: act.amountMinor ?? 0, settles, does: 'waives' }];
  }
  // Lines never cover more than was handed over.
  let left = act.amountMinor;
  return act.lines.map((line) => {
    const amountMinor = Math.min(line.amountMinor, left);
    left -= amountMinor;
    return { act, ...line, amountMinor, does: 'pays' };
  });
}

function names(fee: FeeRef, loan: Loan): boolean {
  return fee.kind !== 'manual' && isNamed(fee.loanId, loan);
}

/** The fee by the id that its loan has now. */
function ofLoanNow(ref: FeeRef, loans: readonly FeeLoan[]): FeeRef {
  if (ref.kind === 'manual') return ref;
  const owed = loans.find(({ loan }) => isNamed(ref.loanId, loan));
  return owed === undefined ? ref : { ...ref, loanId: owed.loan.id };
}

/** By its own id, or by the id of a checkout that was merged into it. */
function isNamed(id: LoanId, loan: Loan): boolean {
  return id === loan.id || loan.aliases.some((alias) => String(alias) === String(id));
}

/** Overdue fees: one, and after each settling line a new one for the lateness after it. */
function foldOverdue(owed: FeeLoan, own: readonly FeeLine[], covered: Map<FeeLine, MinorUnits>): Fee[] {
  const lines = own.filter((line) => line.fee.kind === 'overdue');
  const end = countedTo(owed, lines);
  const total = (at: Instant) => (end === null ? 0 : lateFineAt(owed, Math.min(at, end)));
  const portions: Portion[] = [];
  let after: ActId | null = null;
  let counted = 0;
  for (const settling of [...lines.filter((line) => line.settles), null]) {
    const until = settling?.act.at ?? end ?? 0;
    const upTo = settling === null ? total(Number.MAX_SAFE_INTEGER) : total(until);
    portions.push({
      after,
      startsAt: startOf(portions, lines),
      amountMinor: Math.max(upTo - counted, 0),
      at: Math.min(until, end ?? until),
    });
    counted = Math.max(counted, upTo);
    after = settling?.act.id ?? null;
  }
  const cover = coverFees(portions, lines, covered);
  return portions.map((portion, index) =>
    toFee(subjectOf(owed, { kind: 'overdue', loanId: owed.loan.id, after: portion.after }), portion, cover[index]),
  );
}

/**
 * Total lateness fine up to a moment, in minor units. A claim of the borrower ends it. A policy that counts closed time leaves
 * out unforeseen closings.
 */
export function lateFineAt({ policy, loan, times, priceMinor, closings = [] }: FeeLoan, asked: Instant): MinorUnits {
  const until = lateUntil(loan, asked);
  const closed = times === null ? closings : throughNights(closings, times);
  const inAt = leavesOutClosed(policy) ? until : until - closedMillis(closed, loan.dueAt, until);
  return policyFine(policy, { dueAt: loan.dueAt, inAt, times, priceMinor, recalled: loan.recalled });
}

/** When the portion that follows those given begins: at the settling line that ended the last of them. */
function startOf(portions: readonly Portion[], lines: readonly FeeLine[]): Instant {
  const settling = lines.filter((line) => line.settles).at(portions.length - 1);
  return portions.length === 0 || settling === undefined ? Number.MIN_SAFE_INTEGER : settling.act.at;
}

/** Up to when lateness counts: the return; for a loan still out the last money act that names its overdue fee; null = not at all. */
function countedTo(owed: FeeLoan, overdueLines: readonly FeeLine[]): Instant | null {
  const standing = standingOf(owed.loan);
  switch (standing.is) {
    case 'in-question':
    case 'closed':
      return null;
    case 'out':
    case 'lost':
      return overdueLines.at(-1)?.act.at ?? null;
    case 'returned':
      return standing.lostAt === null ? standing.at : (lossOf(owed)?.lateUntil ?? null);
  }
}

/** Fees that a loan makes at most one of each. */
function foldOnce(owed: FeeLoan, own: readonly FeeLine[], covered: Map<FeeLine, MinorUnits>): Fee[] {
  return [...chargesOf(owed.loan), ...rentalsOf(owed.loan), ...billOf(owed)].map(
    ({ kind, amountMinor, at, by = null }) => {
      const portion = { after: null, startsAt: Number.MIN_SAFE_INTEGER, amountMinor, at };
      const lines = own.filter(({ fee }) => fee.kind === kind && fee.after === by);
      const ref = { kind, loanId: owed.loan.id, after: by };
      return toFee(subjectOf(owed, ref), portion, coverFees([portion], lines, covered)[0]);
    },
  );
}

type OnceFee = { readonly kind: 'rental' | 'deposit' | 'lost' | 'processing' } & Pick<Portion, 'amountMinor' | 'at'> & {
    /** The renewal that charged it; absent = the checkout, or the loss. */
    readonly by?: ActId;
  };

/** Charges of the checkout as announced. A loan that is in question, or was closed by the end of one, may never have been. */
function chargesOf(loan: Loan): OnceFee[] {
  const { outAt: at, charges } = loan;
  if (charges === undefined) return [];
  const isDoubted = isInDoubt(loan);
  const { is } = standingOf(loan);
  const isOut = is === 'out' || is === 'lost';
  return [
    { kind: 'rental', amountMinor: isDoubted ? 0 : charges.rentalMinor, at },
    // A deposit that was paid is credit from the moment the item is back.
    { kind: 'deposit', amountMinor: isOut ? charges.depositMinor : 0, at },
  ];
}

/** Charges of renewals, each a fee of its own: one that is waived leaves the next one owed. */
function rentalsOf(loan: Loan): OnceFee[] {
  const isDoubted = isInDoubt(loan);
  return (loan.renewalRentals ?? []).map(({ by, amountMinor, at }) => ({
    kind: 'rental',
    amountMinor: isDoubted ? 0 : amountMinor,
    at,
    by,
  }));
}

/** Whether it may never have been: it is in question, or the end of a question closed it. */
function isInDoubt(loan: Loan): boolean {
  const standing = standingOf(loan);
  return standing.is === 'in-question' || (standing.is === 'closed' && standing.how === 'question');
}

/** The bill of a lost loan, and the rest of it when the item came back after the aging. */
function billOf(owed: FeeLoan): OnceFee[] {
  const loss = lossOf(owed);
  const at = loss?.billedAt ?? 0;
  return [
    { kind: 'lost', amountMinor: loss?.costMinor ?? 0, at },
    { kind: 'processing', amountMinor: loss?.processingMinor ?? 0, at },
  ];
}

/** Cost of the loss of a loan; null where none stands, as of a loan that was closed by inference or by a question. */
function lossOf({ loan, policy, priceMinor }: FeeLoan): LossCost | null {
  const standing = standingOf(loan);
  if ((standing.is !== 'lost' && standing.is !== 'returned') || standing.lostAt === null) return null;
  const returnedAt = standing.is === 'returned' ? standing.at : null;
  const isDeclared = loan.declared === true;
  return lossCost(policy, { lostAt: standing.lostAt, isDeclared, returnedAt, priceMinor, recalled: loan.recalled });
}

/** Owner and cause of a fee. */
type FeeSubject = Pick<Fee, 'patronId' | 'itemId' | 'loanId'> & { readonly ref: FeeRef };

function subjectOf({ loan, itemId }: FeeLoan, ref: FeeRef): FeeSubject {
  return { patronId: loan.patronId, itemId, loanId: loan.id, ref };
}

function toFee({ ref, ...subject }: FeeSubject, portion: Portion, cover: PortionCover | undefined): Fee {
  const { paidMinor = 0, waivedMinor = 0, writtenOffMinor = 0, handedMinor = 0 } = cover ?? {};
  return {
    id: feeIdOf(ref),
    ...subject,
    kind: ref.kind,
    amountMinor: portion.amountMinor,
    paidMinor,
    waivedMinor,
    writtenOffMinor,
    outstandingMinor: portion.amountMinor - paidMinor - waivedMinor - writtenOffMinor - handedMinor,
    at: portion.at,
  };
}

type Money = {
  readonly lines: readonly FeeLine[];
  readonly covered: ReadonlyMap<FeeLine, MinorUnits>;
  readonly refunds: Refunds;
};

function paymentOf(act: ActOf<'pay'>, { lines, covered, refunds }: Money): PaymentFold {
  const used = lines.reduce((sum, line) => sum + (line.act.id === act.id ? (covered.get(line) ?? 0) : 0), 0);
  const refundedMinor = refunds.ofPayment.get(act.id) ?? 0;
  return { act, refundedMinor, unusedMinor: act.amountMinor - used - refundedMinor };
}

/** The uncovered rest of a payment is its payer's credit; waived money never is. */
function sumCredits(payments: readonly PaymentFold[]): Credit[] {
  const credits = new Map<PatronId, MinorUnits>();
  for (const { act, unusedMinor } of payments) {
    credits.set(act.patronId, (credits.get(act.patronId) ?? 0) + unusedMinor);
  }
  return [...credits].flatMap(([patronId, amountMinor]) => (amountMinor > 0 ? [{ patronId, amountMinor }] : []));
}

/** Over once the money was given back. */
function creditedException(
  { act, unusedMinor }: PaymentFold,
  lines: readonly FeeLine[],
  covered: ReadonlyMap<FeeLine, MinorUnits>,
): FoldedException[] {
  // A deposit that became credit went as expected: the check-in asked to give it back.
  const isShort = lines.some(
    (line) => line.act.id === act.id && line.fee.kind !== 'deposit' && (covered.get(line) ?? 0) < line.amountMinor,
  );
  return isShort && unusedMinor > 0 ? [exceptionOf('money-credited', act)] : [];
}

function exceptionOf(code: string, act: ActOf<'pay' | 'refund' | 'useCredit'>): FoldedException {
  return { code, subject: { patron: act.patronId }, cause: act.id };
}

function voidException(undo: ActOf<'undo'>): FoldedException[] {
  return undo.patronId === null ? [] : [{ code: 'undo-void', subject: { patron: undo.patronId }, cause: undo.id }];
}

/** The loans that a set of money acts names. */
export function loansNamedBy(acts: readonly MoneyAct[]): LoanId[] {
  return acts.flatMap((act) => {
    const named = feesNamedBy(act).flatMap((fee) => (fee.kind === 'manual' ? [] : [fee.loanId]));
    return act.kind === 'addFee' && act.report?.loan !== undefined ? [...named, act.report.loan] : named;
  });
}

/** The fees that an act of money names, as it names them. */
export function feesNamedBy(act: MoneyAct): FeeRef[] {
  switch (act.kind) {
    case 'pay':
    case 'useCredit':
      return act.lines.map(({ fee }) => fee);
    case 'waive':
      return [act.fee];
    case 'addFee':
    case 'liftPartBill':
      return [{ kind: 'manual', feeId: act.feeId }];
    case 'transferFees':
      return act.lines.map(({ fee }) => fee);
    case 'takeBackFees':
      return [...act.fees];
    case 'refund':
    case 'undo':
      return [];
  }
}

/** The payments out of which an act took money. */
export function paymentsNamedBy(act: MoneyAct): ActId[] {
  return act.kind === 'refund' || act.kind === 'useCredit' ? act.lines.map(({ payment }) => payment) : [];
}
