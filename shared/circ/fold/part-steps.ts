// What parts that are missing do to an item.

import type { ItemMark } from '../../core/item-mark.ts';
import type { ActOf } from '../acts.ts';
import type { MissingPart } from '../model/missing-part.ts';
import { closeLoan, currentLoan, namedLoan, type ItemRun, type LoanRun } from './item-run.ts';
import type { Placed } from './timeline.ts';

/** A copy that is marked is for nobody who waits, until a scan says more. */
export function markCopy(run: ItemRun, mark: ItemMark, { act, keyAt }: Placed<ActOf<'setMark' | 'reportParts'>>): void {
  run.marks.add(mark);
  run.tellsMarks = true;
  run.scans.push({ act, keyAt, beganLoan: false, isMarked: true });
}

/** Parts are missing: the copy is to be inspected, and the loan that it came back from may go on until they are back. */
export function stepReportParts(run: ItemRun, placed: Placed<ActOf<'reportParts'>>): void {
  const { id, at, parts, loanId, keepsLoan, bill } = placed.act;
  markCopy(run, 'inspect', placed);
  const loan = loanId === null ? null : namedLoan(run, loanId);
  const isKept = keepsLoan && parts.length > 0 && loan !== null && reopen(run, loan);
  const added = parts
    .filter((part) => run.missingParts.every((known) => known.part !== part))
    .map((part) => ({
      part,
      report: id,
      at,
      loan: loanId,
      ...(isKept ? { keepsLoan: true as const } : {}),
      ...(bill === null ? {} : { bill }),
    }));
  run.missingParts = [...run.missingParts, ...added];
}

/** Takes back that a check-in ended a loan, where nothing was lent since. */
function reopen(run: ItemRun, loan: LoanRun): boolean {
  const isLast = run.loans.at(-1) === loan && run.question === null;
  if (!isLast || loan.state !== 'closed' || loan.how !== 'checkin') return false;
  loan.state = loan.aging === null ? 'open' : 'lost';
  loan.how = null;
  loan.inAt = null;
  return true;
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
