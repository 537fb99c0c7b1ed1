// The account fold: loans and money acts in, computed fees and credits out. The only writer of computed fees. Pure.
// Money acts take effect in the order of their time alone. amount = paid + waived + written off + outstanding. [I15] [I16]

import type { ActId, ItemId, LoanId, PatronId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { lossCost, type LossCost } from '../../rules/fines/lost-bill.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import { policyFine } from '../../rules/overdue-fine.ts';
import type { ActOf, MoneyAct } from '../acts.ts';
import type { FoldedException } from '../model/exception.ts';
import { feeIdOf, type Credit, type Fee, type FeeRef } from '../model/fee.ts';
import type { Loan } from '../model/loan.ts';
import { coverFees, type FeeLine, type Portion } from './cover-fees.ts';
import { compareActs, distinctActs } from './timeline.ts';
import { resolveUndos } from './undo.ts';

/** A loan with what its fees are computed from. */
export type FeeLoan = {
  readonly loan: Loan;
  readonly itemId: ItemId;
  readonly priceMinor: MinorUnits | null;
  readonly policy: Policy;
  /** Of the lending branch; null = it is never closed. */
  readonly times: OpeningTimes | null;
};

/** What the account fold starts from: a set of loans, and every money act that names one of them or is by a payer in question. */
export type AccountTimeline = { readonly loans: readonly FeeLoan[]; readonly acts: readonly MoneyAct[] };

/** What the account fold says. */
export type AccountFold = {
  readonly fees: readonly Fee[];
  readonly credits: readonly Credit[];
  readonly exceptions: readonly FoldedException[];
};

/** Folds the money of a closed set of loans and money acts. */
export function foldAccounts(timeline: AccountTimeline): AccountFold {
  const acts = distinctActs(timeline.acts);
  const undos = resolveUndos(acts);
  const money = acts.flatMap((act) => (act.kind === 'undo' || undos.undone.has(act.id) ? [] : [act]));
  const lines = money.toSorted(compareActs).flatMap(linesOf);
  const covered = new Map<FeeLine, MinorUnits>();
  const fees = timeline.loans.flatMap((owed) => {
    const own = lines.filter((line) => names(line.fee, owed.loan));
    return [...foldOverdue(owed, own, covered), ...foldBill(owed, own, covered)];
  });
  return {
    fees: fees.filter((fee) => fee.amountMinor > 0),
    credits: sumCredits(money, lines, covered),
    exceptions: [
      ...money.filter((act) => act.kind === 'pay').flatMap((act) => creditedException(act, lines, covered)),
      ...undos.void.flatMap(voidException),
    ],
  };
}

function linesOf(act: ActOf<'pay' | 'waive'>): FeeLine[] {
  if (act.kind === 'waive') {
    const settles = act.amountMinor === null;
    return [{ act, fee: act.fee, amountMinor: act.amountMinor ?? 0, settles, pays: false }];
  }
  return act.lines.map((line) => ({ act, ...line, pays: true }));
}

function names(fee: FeeRef, loan: Loan): boolean {
  if (fee.kind === 'manual') return false;
  return fee.loanId === loan.id || loan.aliases.some((alias) => String(alias) === String(fee.loanId));
}

/** Overdue fees: one, and after each settling line a new one for the lateness after it. */
function foldOverdue(owed: FeeLoan, own: readonly FeeLine[], covered: Map<FeeLine, MinorUnits>): Fee[] {
  const lines = own.filter((line) => line.fee.kind === 'overdue');
  const end = countedTo(owed, lines);
  const total = (at: Instant) => (end === null ? 0 : fineAt(owed, Math.min(at, end)));
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
    toFee(owed, { kind: 'overdue', loanId: owed.loan.id, after: portion.after }, portion, cover[index]),
  );
}

function fineAt({ policy, loan, times, priceMinor }: FeeLoan, inAt: Instant): MinorUnits {
  return policyFine(policy, { dueAt: loan.dueAt, inAt, times, priceMinor, recalled: loan.recalled });
}

/** When the portion that follows those given begins: at the settling line that ended the last of them. */
function startOf(portions: readonly Portion[], lines: readonly FeeLine[]): Instant {
  const settling = lines.filter((line) => line.settles).at(portions.length - 1);
  return portions.length === 0 || settling === undefined ? Number.MIN_SAFE_INTEGER : settling.act.at;
}

/** Up to when lateness counts: the return; for a loan still out the last money act that names its overdue fee; null = not at all. */
function countedTo(owed: FeeLoan, overdueLines: readonly FeeLine[]): Instant | null {
  const { loan } = owed;
  if (loan.state === 'in-question' || (loan.state === 'closed' && loan.how !== 'checkin')) return null;
  if (loan.state !== 'closed') return overdueLines.at(-1)?.act.at ?? null;
  return loan.lostAt === null ? loan.inAt : (lossOf(owed, loan.lostAt)?.lateUntil ?? null);
}

/** The bill of a lost loan, and what is left of it when the item came back after the aging. */
function foldBill(owed: FeeLoan, own: readonly FeeLine[], covered: Map<FeeLine, MinorUnits>): Fee[] {
  const { lostAt } = owed.loan;
  const loss = lostAt === null ? null : lossOf(owed, lostAt);
  return [
    { kind: 'lost' as const, amountMinor: loss?.costMinor ?? 0 },
    { kind: 'processing' as const, amountMinor: loss?.processingMinor ?? 0 },
  ].map(({ kind, amountMinor }) => {
    const portion = { after: null, startsAt: Number.MIN_SAFE_INTEGER, amountMinor, at: loss?.billedAt ?? 0 };
    const lines = own.filter((line) => line.fee.kind === kind);
    return toFee(owed, { kind, loanId: owed.loan.id, after: null }, portion, coverFees([portion], lines, covered)[0]);
  });
}

/** What the loss of a loan costs; null where it does not stand: the loan was closed by inference or by a question. */
function lossOf({ loan, policy, priceMinor }: FeeLoan, lostAt: Instant): LossCost | null {
  const isBack = loan.state === 'closed' && loan.how === 'checkin';
  if (!isBack && loan.state !== 'lost') return null;
  return lossCost(policy, { lostAt, returnedAt: isBack ? loan.inAt : null, priceMinor, recalled: loan.recalled });
}

type Cover = { readonly paidMinor: MinorUnits; readonly waivedMinor: MinorUnits; readonly writtenOffMinor: MinorUnits };

function toFee(owed: FeeLoan, ref: FeeRef, portion: Portion, cover: Cover | undefined): Fee {
  const { paidMinor = 0, waivedMinor = 0, writtenOffMinor = 0 } = cover ?? {};
  return {
    id: feeIdOf(ref),
    patronId: owed.loan.patronId,
    itemId: owed.itemId,
    loanId: owed.loan.id,
    kind: ref.kind,
    amountMinor: portion.amountMinor,
    paidMinor,
    waivedMinor,
    writtenOffMinor,
    outstandingMinor: portion.amountMinor - paidMinor - waivedMinor - writtenOffMinor,
    at: portion.at,
  };
}

/** What a payment does not cover is its payer's credit; waived money never is. */
function sumCredits(
  money: readonly ActOf<'pay' | 'waive'>[],
  lines: readonly FeeLine[],
  covered: ReadonlyMap<FeeLine, MinorUnits>,
): Credit[] {
  const credits = new Map<PatronId, MinorUnits>();
  for (const act of money) {
    if (act.kind !== 'pay') continue;
    const used = lines.reduce((sum, line) => sum + (line.act.id === act.id ? (covered.get(line) ?? 0) : 0), 0);
    credits.set(act.patronId, (credits.get(act.patronId) ?? 0) + act.amountMinor - used);
  }
  return [...credits].flatMap(([patronId, amountMinor]) => (amountMinor > 0 ? [{ patronId, amountMinor }] : []));
}

function creditedException(
  act: ActOf<'pay'>,
  lines: readonly FeeLine[],
  covered: ReadonlyMap<FeeLine, MinorUnits>,
): FoldedException[] {
  const isShort = lines.some((line) => line.act.id === act.id && (covered.get(line) ?? 0) < line.amountMinor);
  return isShort ? [{ code: 'money-credited', subject: { patron: act.patronId }, cause: act.id }] : [];
}

function voidException(undo: ActOf<'undo'>): FoldedException[] {
  return undo.patronId === null ? [] : [{ code: 'undo-void', subject: { patron: undo.patronId }, cause: undo.id }];
}

/** The loans that a set of money acts names. */
export function loansNamedBy(acts: readonly MoneyAct[]): LoanId[] {
  const refs = acts.flatMap((act) => (act.kind === 'undo' ? [] : linesOf(act).map((line) => line.fee)));
  return refs.flatMap((fee) => (fee.kind === 'manual' ? [] : [fee.loanId]));
}
