// The due date of a loan after a recall. A guarantee never lengthens a loan: the earlier of the guaranteed and the
// present due date holds, and so it does after closed days. Source: loan rules, section 7 (recall due date).

import type { Instant } from '../../core/instant.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Grain } from '../../core/say-date.ts';
import { dayOf, midnightOf } from '../calendar/local-time.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { addPeriod } from '../due/add-period.ts';
import { avoidClosed } from '../due/avoid-closed.ts';
import type { ClosedQuestion } from '../due/closed-days.ts';
import type { DueFault } from '../due/due-run.ts';
import { readPeriod, type Period, type PeriodFault, type StoredPeriod } from '../model/period.ts';
import type { RecallTerms } from '../model/policy/recall.ts';

/** The loan of a recalled item. */
export type RecalledLoan = {
  readonly loanAt: Instant;
  readonly dueAt: Instant;
  readonly changedByRecall: boolean;
};

/** A recall at the moment `now`, with the policy's treatment of closed time. */
export type RecallQuestion = ClosedQuestion & {
  readonly loan: RecalledLoan;
  readonly grain: Grain;
};

export type RecallDue = { readonly dueAt: Instant; readonly changed: boolean };

/** The due date of a loan after a recall. Total. */
export function recallDue(terms: RecallTerms, question: RecallQuestion): Result<RecallDue, PeriodFault | DueFault> {
  const { loan, now, grain } = question;
  const isOverdue = loan.dueAt < now;
  const mayGetLater = terms.mayLengthen || (isOverdue && terms.mayExtendOverdue);
  const intervals = readIntervals(terms, isOverdue);
  if (!intervals.ok) return intervals;
  const kept = ok({ dueAt: loan.dueAt, changed: false });
  if (terms.changesOnce && loan.changedByRecall) return kept;
  if (isOverdue && !mayGetLater) return kept;
  const recalled = recalledTo(terms, intervals.value.back, question);
  if (recalled > loan.dueAt && !mayGetLater) return kept;
  const closed = avoidClosed(question, notBefore(intervals.value.guaranteed, recalled, question), grain);
  if (closed.failure !== null) return err(closed.failure);
  const dueAt = mayGetLater ? closed.dueAt : Math.min(closed.dueAt, loan.dueAt);
  return ok({ dueAt, changed: dueAt !== loan.dueAt });
}

/** How long a loan is guaranteed, and how long there is for bringing it back; null = not given. */
export type RecallIntervals = { readonly guaranteed: Period | null; readonly back: Period | null };

/** An empty setting is a fault; an absent one means the default of its field. */
export function readIntervals(terms: RecallTerms, isOverdue: boolean): Result<RecallIntervals, PeriodFault> {
  const forOverdue = isOverdue && terms.mayExtendOverdue ? terms.overdueReturnInterval : null;
  const guaranteed = readInterval(terms.minimumGuaranteed);
  if (typeof guaranteed === 'string') return err(guaranteed);
  const back = readInterval(forOverdue ?? terms.returnInterval);
  return typeof back === 'string' ? err(back) : ok({ guaranteed, back });
}

function readInterval(stored: StoredPeriod | null): Period | PeriodFault | null {
  return stored === null ? null : readPeriod(stored);
}

/** The recall and the time for bringing the item back. */
export function recalledTo(
  terms: Pick<RecallTerms, 'timeOfDay'>,
  interval: Period | null,
  { now, loan, times }: RecallQuestion,
): Instant {
  const at = interval === null ? now : addPeriod(times.clock, now, interval, 'wall-clock');
  return terms.timeOfDay === 'now' ? at : atTimeOf(times.clock, at, loan.dueAt);
}

function atTimeOf(clock: ZoneClock, day: Instant, time: Instant): Instant {
  const local = clock.toLocal(time);
  return clock.toInstant(midnightOf(dayOf(clock.toLocal(day))) + local - midnightOf(dayOf(local)));
}

function notBefore(guaranteed: Period | null, recalled: Instant, question: RecallQuestion): Instant {
  return guaranteed === null ? recalled : Math.max(recalled, guaranteedUntil(guaranteed, question));
}

/** Until when the loan is guaranteed, no matter who recalls it. */
export function guaranteedUntil(guaranteed: Period, { loan, times }: Pick<RecallQuestion, 'loan' | 'times'>): Instant {
  return addPeriod(times.clock, loan.loanAt, guaranteed, 'wall-clock');
}
