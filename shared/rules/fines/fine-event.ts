// Whether an act makes a fine at all: by the event, the loan, and the policy. Sources: loan rules 1.3 and section 6.

import type { Instant } from '../../core/instant.ts';
import type { OverdueTerms } from '../model/policy/overdue.ts';

/** Whether a loan is one that lateness is counted for: it has a due moment, that has come, and the policy says how to count closed time. */
export function doesFineApply(loan: {
  readonly dueAt: Instant | null;
  readonly at: Instant;
  /** Null: the policy leaves open whether closed time counts. */
  readonly countsClosedTime: boolean | null;
}): boolean {
  return loan.dueAt !== null && loan.dueAt <= loan.at && loan.countsClosedTime !== null;
}

/** An event of a late loan. */
export type FineEvent = {
  readonly kind: 'checkin' | 'renewal';
  readonly isOverdue: boolean;
  /** The item had been lost, and whether lateness is charged then. */
  readonly lost: { readonly chargesOverdue: boolean; readonly isRefunded: boolean } | null;
  /** The patron had claimed that it was returned, and the library found it. */
  readonly foundByLibrary: boolean;
};

/** Whether the event makes a fine. */
export function makesFine(terms: Pick<OverdueTerms, 'normal' | 'forgiveOnRenewal'>, event: FineEvent): boolean {
  if (!event.isOverdue || terms.normal.rate === null || terms.normal.rate.amountMinor <= 0) return false;
  if (event.kind === 'renewal' && terms.forgiveOnRenewal) return false;
  if (event.kind === 'checkin' && event.foundByLibrary) return false;
  return event.lost === null || (event.lost.chargesOverdue && event.lost.isRefunded);
}
