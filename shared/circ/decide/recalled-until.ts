// Until when a recalled item may be kept, with the full guarantee that a recall gives. It never lengthens a loan.

import type { Instant } from '../../core/instant.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import type { Policy } from '../../rules/model/policy.ts';
import { recallDue } from '../../rules/recalls/recall-due.ts';
import type { ActOf } from '../acts.ts';
import type { Loan } from '../model/loan.ts';

/** A recall that is issued again, and the loan that it is to cut. */
export type RecallAgain = {
  readonly loan: Pick<Loan, 'outAt' | 'dueAt'>;
  readonly recall: Pick<ActOf<'recall'>, 'at' | 'dueAt'>;
  /** Null: the policy of the loan is not known. */
  readonly policy: Policy | null;
  /** Of the lending branch; null = it is never closed. */
  readonly times: OpeningTimes | null;
  readonly now: Instant;
};

/**
 * Until when, by the recall terms of the loan's policy; where it has none, as long after now as the first recall gave. Never later than the loan is
 * due.
 */
export function recalledUntil({ loan, recall, policy, times, now }: RecallAgain): Instant {
  const terms = policy?.terms;
  if (policy !== null && terms !== undefined && terms.recall !== null && times !== null) {
    const { outAt: loanAt, dueAt } = loan;
    const asked = { now, times, shaping: terms.shaping, grain: policy.grain };
    const due = recallDue(terms.recall, { ...asked, loan: { loanAt, dueAt, changedByRecall: false } });
    if (due.ok) return Math.min(due.value.dueAt, dueAt);
  }
  return Math.min(now + Math.max(0, recall.dueAt - recall.at), loan.dueAt);
}
