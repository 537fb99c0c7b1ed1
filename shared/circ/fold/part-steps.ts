// Steps of an item's fold for missing parts.

import type { ItemMark } from '../../core/item-mark.ts';
import type { LoanId } from '../../core/ids.ts';
import type { ActOf } from '../acts.ts';
import type { MissingPart, PartBill } from '../model/missing-part.ts';
import { closeLoan, currentLoan, namedLoan, type ItemRun, type LoanRun } from './item-run.ts';
import type { Placed } from './timeline.ts';

/** A marked copy fills no hold until its next scan. */
export function markCopy(run: ItemRun, mark: ItemMark, { act, keyAt }: Placed<ActOf<'setMark' | 'reportParts'>>): void {
  run.marks.add(mark);
  run.tellsMarks = true;
  run.scans.push({ act, keyAt, beganLoan: false, isMarked: true });
}

/** Parts are missing: the copy is to be inspected, and the loan that it came back from may go on until they are back. */
export function stepReportParts(run: ItemRun, placed: Placed<ActOf<'reportParts'>>): void {
  const { id, at, parts, loanId, keepsLoan } = placed.act;
  markCopy(run, 'inspect', placed);
  const loan = loanId === null ? null : namedLoan(run, loanId);
  const mayGoOn = keepsLoan && loan !== null && (mayReopen(run, loan) || goesOnFor(run, loan));
  const told = parts.map((part, index) => {
    const bill = billOf(placed.act, index);
    return {
      part,
      report: id,
      at,
      loan: loanId,
      ...(mayGoOn ? { keepsLoan: true as const } : {}),
      ...(bill === null ? {} : { bill }),
    };
  });
  const known = run.missingParts.map((one) => {
    const again = told.find(({ part }) => part === one.part);
    return again === undefined ? one : filledIn(run, one, again);
  });
  run.missingParts = [...known, ...told.filter(({ part }) => known.every((one) => one.part !== part))];
  const isKept = mayGoOn && run.missingParts.some((one) => one.report === id && one.keepsLoan === true);
  if (isKept && mayReopen(run, loan)) reopen(loan);
}

/** The bill of one of the parts that a report names. */
function billOf({ bill, bills }: ActOf<'reportParts'>, index: number): PartBill | null {
  return bills === undefined ? bill : (bills[index] ?? null);
}

/** A known part, completed by a later report's loan and bill where no report had them before. */
function filledIn(run: ItemRun, known: MissingPart, told: MissingPart): MissingPart {
  const isSettled = told.loan === null || (known.loan !== null && known.bill !== undefined);
  const isNews = known.loan === null || told.bill !== undefined || told.keepsLoan === true;
  if (isSettled || !isNews) return known;
  if (known.keepsLoan !== true) return told;
  // The loan that goes on for the part keeps it; its bill may come from a branch with other terms.
  return told.bill !== undefined && isSameLoan(run, known.loan, told.loan) ? { ...told, keepsLoan: true } : known;
}

function isSameLoan(run: ItemRun, one: LoanId | null, other: LoanId | null): boolean {
  if (one === null || other === null || one === other) return one === other;
  const loan = namedLoan(run, one);
  return loan !== null && loan === namedLoan(run, other);
}

/** Whether a check-in ended a loan, and nothing was lent since. */
function mayReopen(run: ItemRun, loan: LoanRun): boolean {
  const isLast = run.loans.at(-1) === loan && run.question === null;
  return isLast && loan.state === 'closed' && loan.how === 'checkin';
}

/** Whether a loan is out for a part that was reported before. */
function goesOnFor(run: ItemRun, loan: LoanRun): boolean {
  const isOut = loan === currentLoan(run);
  return isOut && run.missingParts.some((one) => one.keepsLoan === true && isSameLoan(run, one.loan, loan.id));
}

/** Takes back that a check-in ended a loan. */
function reopen(loan: LoanRun): void {
  const { inAt, dueAt, movedFrom, dueBy, recalled, renewals, renewalRentals, claim, aging, aliases } = loan;
  if (inAt !== null)
    loan.cameBack = {
      inAt,
      dueAt,
      dueBy,
      recalled,
      renewals,
      lostAt: aging?.at ?? null,
      aliases: [...aliases],
      ...(movedFrom === undefined ? {} : { movedFrom }),
      ...(renewalRentals === undefined ? {} : { renewalRentals: [...renewalRentals] }),
      ...(aging?.isDeclared === true ? { declared: true } : {}),
      ...(claim === undefined ? {} : { claim }),
    };
  loan.state = loan.aging === null ? 'open' : 'lost';
  loan.how = null;
  loan.inAt = null;
}

/** Parts are back. A loan that went on for them ends with the last of them. */
export function stepPartReturned(run: ItemRun, { at, parts, clears }: ActOf<'partReturned'>): void {
  const isBack = ({ part }: MissingPart): boolean => parts.includes(part);
  const back = run.missingParts.filter(isBack);
  run.missingParts = run.missingParts.filter((one) => !isBack(one));
  if (clears) {
    run.marks.delete('inspect');
    run.tellsMarks = true;
  }
  const kept = back.find(({ keepsLoan }) => keepsLoan === true)?.loan ?? null;
  const isComplete = run.missingParts.every(({ loan, keepsLoan }) => keepsLoan !== true || loan !== kept);
  const loan = currentLoan(run);
  if (loan === null || !isComplete || kept === null || namedLoan(run, kept) !== loan) return;
  closeLoan(loan, 'checkin', Math.max(at, loan.outAt));
}
