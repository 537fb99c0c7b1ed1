// Loans that are overdue as a desk knows them: those of its copy with its own acts since.

import { loanId, type LoanId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { recordedActs } from '../ledger/recorded-acts.ts';
import type { OverlayView } from '../overlay/overlay-view.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import { overdueLoans } from '../replica/queries/loans.ts';

/** Acts wait for an answer no longer than this. */
const WAITING_MS = 60 * DAY_MS;

/** Loans of the copy as they look with what was done here since, and those that began here since. */
export function visibleOverdueLoans(
  ledger: Ledger,
  { db, sight }: { readonly db: ReplicaReader; readonly sight: OverlayView },
  at: Instant,
): readonly Loan[] {
  const loans = new Map<LoanId, Loan>();
  const keep = (loan: Loan | null) => loan !== null && loans.set(loan.id, loan);
  for (const { itemId } of overdueLoans(db, at)) keep(sight.currentLoan(itemId));
  for (const { id } of recordedActs(ledger, ['checkout'], { from: at - WAITING_MS, to: at })) {
    const loan = sight.isPendingAct(id) ? sight.loan(loanId(id)) : null;
    if (loan !== null) keep(sight.currentLoan(loan.itemId));
  }
  return [...loans.values()];
}
