// Loans by when they are due, as a desk knows them: those of its copy, changed by its own acts.

import type { ItemId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { OverlayView } from '../overlay/overlay-view.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import { itemsDue, itemsMoved } from '../replica/queries/loans.ts';

type Copy = { readonly db: ReplicaReader; readonly sight: OverlayView };
type Within = { readonly from: Instant; readonly to: Instant };

/** Loans that are looked at before everything else has its turn. */
const AT_ONCE = 100;

/** Loans that are out or in question and due from one moment to before another, soonest first. */
export async function loansDue(copy: Copy, within: Within, turn: () => Promise<void>): Promise<Loan[]> {
  const loans: Loan[] = [];
  let looked = 0;
  for (const item of itemsToLookAt(copy, within)) {
    looked += 1;
    if (looked % AT_ONCE === 0) await turn();
    const loan = copy.sight.currentLoan(item) ?? copy.sight.loansInQuestion(item)[0];
    if (loan !== undefined && isWithin(loan, within)) loans.push(loan);
  }
  return loans.toSorted((a, b) => a.dueAt - b.dueAt);
}

/** Loans that are out or in question and whose dates closings moved. */
export async function loansMoved({ db, sight }: Copy, turn: () => Promise<void>): Promise<Loan[]> {
  const closed = sight.closedHere().flatMap(({ from, to }) => itemsDue(db, { from, to: to + DAY_MS }));
  const loans: Loan[] = [];
  let looked = 0;
  for (const item of new Set([...itemsMoved(db), ...closed, ...sight.itemsActedOn()])) {
    looked += 1;
    if (looked % AT_ONCE === 0) await turn();
    const loan = sight.currentLoan(item) ?? sight.loansInQuestion(item)[0];
    if (loan?.movedFrom !== undefined) loans.push(loan);
  }
  return loans;
}

/** Open and lost loans that were due before a moment. */
export function overdueLoans(copy: Copy, at: Instant): readonly Loan[] {
  const within = { from: Number.MIN_SAFE_INTEGER, to: at };
  const loans = [...itemsToLookAt(copy, within)].flatMap((item) => copy.sight.currentLoan(item) ?? []);
  return loans.filter((loan) => isWithin(loan, within));
}

/** An act of this desk may have moved a date into the time, or begun a loan in it; a closing that was made here may have moved every date in it. */
function itemsToLookAt({ db, sight }: Copy, within: Within): ReadonlySet<ItemId> {
  // One that lasts to midnight closes the night after it too.
  const closed = sight.closedHere().flatMap(({ from, to }) => itemsDue(db, { from, to: to + DAY_MS }));
  const movedBack = sight.isLiftedHere() ? itemsMoved(db) : [];
  return new Set([...itemsDue(db, within), ...closed, ...movedBack, ...sight.itemsActedOn()]);
}

function isWithin({ dueAt }: Loan, { from, to }: Within): boolean {
  return dueAt >= from && dueAt < to;
}
