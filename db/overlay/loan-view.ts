// The loans that are visible at this desk: those of the replica, changed by pending acts.

import type { ItemId, LoanId, PatronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Behind } from './groups.ts';
import { foldedLoan } from './place-groups.ts';

export type LoanView = {
  loan(id: LoanId): Loan | null;
  /** The open or lost loan of an item. */
  currentLoan(id: ItemId): Loan | null;
  /** Loans of an item that may be the true one, while it is in question. */
  loansInQuestion(id: ItemId): readonly Loan[];
  /** Loans of an item that are over, the newest first, as far as this desk has them. */
  endedLoansOfItem(id: ItemId): readonly Loan[];
  /** Open, lost and in-question loans. */
  loansOfPatron(id: PatronId): readonly Loan[];
  /** Items with acts of this desk that the server has not confirmed: their loans may be others than those of the copy. */
  itemsActedOn(): readonly ItemId[];
  /** When this desk closed a branch, where the server has not confirmed it: the dates of the copy that lie in there are others by now. */
  closedHere(): readonly { readonly from: Instant; readonly to: Instant }[];
  /** Whether a closing was taken back here, where the server has not confirmed it: dates that closings moved are others by now. */
  isLiftedHere(): boolean;
  /** Loans that ended after a moment. */
  returnedLoansOfPatron(id: PatronId, since: Instant): readonly Loan[];
};

/** The loans over some state that others change. */
export function loanView(behind: Behind): LoanView {
  return {
    loan: (id) => loanNow(behind, id),
    currentLoan: (id) => loansOfItem(behind, id).find(({ state }) => state === 'open' || state === 'lost') ?? null,
    loansInQuestion: (id) => loansOfItem(behind, id).filter(({ state }) => state === 'in-question'),
    endedLoansOfItem: (id) => endedLoansOfItem(behind, id),
    loansOfPatron: (id) => loansOfPatron(behind, id),
    itemsActedOn: () => [...behind.groups.places.all].flatMap(({ set }) => [...set.items.keys()]),
    closedHere: () => behind.slots.acts.closings().flatMap((one) => (one.kind === 'closeBranch' ? [one.window] : [])),
    isLiftedHere: () => behind.slots.acts.closings().some(({ kind }) => kind === 'liftClosing'),
    returnedLoansOfPatron: (id, since) => returnedLoansOfPatron(behind, id, since),
  };
}

function loanNow({ source, groups }: Behind, id: LoanId): Loan | null {
  const group = groups.places.ofLoan(id);
  return group === null ? source.loan(id) : foldedLoan(group, id);
}

function loansOfItem({ source, groups }: Behind, id: ItemId): readonly Loan[] {
  return groups.places.ofItem(id)?.folded.items.get(id)?.fold.loans ?? source.liveLoansOfItem(id);
}

function endedLoansOfItem({ source, groups }: Behind, id: ItemId): Loan[] {
  const folded = groups.places.ofItem(id)?.folded.items.get(id)?.fold.loans ?? [];
  // A loan that the fold begins again stands as the fold has it.
  const known = new Set(folded.map((loan) => loan.id));
  const ended = [...source.endedLoansOfItem(id).filter((loan) => !known.has(loan.id)), ...folded];
  return ended.filter(({ state }) => state === 'closed').toSorted((a, b) => (b.inAt ?? 0) - (a.inAt ?? 0));
}

/** Open, lost and in-question loans. */
export function loansOfPatron({ source, groups }: Behind, id: PatronId): Loan[] {
  const folded = [...groups.places.ofPatron(id)].flatMap(({ folded: { loans } }) => loans);
  return [
    ...source.liveLoansOfPatron(id).filter((loan) => groups.places.ofItem(loan.itemId) === null),
    ...folded.filter((loan) => loan.patronId === id && loan.state !== 'closed'),
  ];
}

function returnedLoansOfPatron({ source, groups }: Behind, id: PatronId, since: Instant): Loan[] {
  const folded = [...groups.places.ofPatron(id)].flatMap(({ folded: { loans } }) => loans);
  return [
    ...source.returnedLoansOfPatron(id, since).filter((loan) => groups.places.ofItem(loan.itemId) === null),
    ...folded.filter((loan) => loan.patronId === id && loan.state === 'closed' && (loan.inAt ?? 0) > since),
  ];
}
