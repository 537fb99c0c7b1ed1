// The due date of a renewal: steps 2 to 10 of a due date, counted from now or from the old one. Source: loan rules, section 5, steps 5 and 6.
// Whether it is later than the old date is asked last, after closed days were avoided.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Instant } from '../../core/instant.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import { addPeriod } from '../due/add-period.ts';
import { dueByPolicy, type PolicyDueAnswer } from '../due/due-by-policy.ts';
import type { DueBounds, DueFault } from '../due/due-run.ts';
import type { LendTerms } from '../model/policy/lend.ts';
import type { RenewTerms } from '../model/policy/renew.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';

export type RenewedDueQuestion = {
  readonly now: Instant;
  readonly name: string;
  /** Terms of the loan, with the renewal's own fields over them. */
  readonly lend: LendTerms;
  readonly renew: RenewTerms;
  readonly shaping: ShapingTerms;
  readonly times: OpeningTimes;
  readonly issuedAt: Instant;
  readonly dueAt: Instant;
  readonly grade?: 'short' | 'normal' | 'long';
  /** A hold waits for this item that the renewal goes past. */
  readonly holdWaiting: boolean;
  readonly bounds?: DueBounds;
};

/** The date that the policy gives, also where it is no later than the one that the loan has. */
export type OfferedDue = Pick<PolicyDueAnswer, 'grain' | 'shortened'> & { readonly dueAt: Instant };

/** The new date, or why there is none. */
export type RenewedDue = { readonly steps: readonly TraceEntry[]; readonly offered: OfferedDue | null } & (
  | { readonly dueAt: Instant; readonly failure: null }
  | {
      readonly dueAt: null;
      readonly failure: ReasonCode;
      /** The date that the failure is about: the one that the loan has, or the latest one that it can have. */
      readonly about: Instant;
    }
);

/** Works out the due date of a renewal. Total. */
export function renewedDue(question: RenewedDueQuestion): RenewedDue {
  const { renew, lend, shaping, times, now, bounds } = question;
  const from = countedFrom(question);
  if (from === null)
    return { dueAt: null, failure: 'POLICY_RENEW_FROM_UNKNOWN', about: question.dueAt, steps: [], offered: null };
  const answer = dueByPolicy({
    now,
    from,
    name: question.name,
    lend: renewalLend(lend, renew),
    shaping,
    times,
    grade: question.grade ?? 'normal',
    holdWaiting: question.holdWaiting,
    ...(bounds === undefined ? {} : { bounds }),
  });
  const { steps } = answer;
  if (answer.dueAt === null) {
    return { dueAt: null, failure: reasonOf(answer.failure, lend), about: question.dueAt, steps, offered: null };
  }
  return checkGain(question, { ...answer, dueAt: answer.dueAt }, steps);
}

/** The moment that the new period counts from; null = the policy names an unknown one. */
function countedFrom({ now, dueAt, issuedAt, lend, renew, times }: RenewedDueQuestion): Instant | null {
  if (lend.profile === 'fixed') return now;
  if (renew.from === 'unknown') return null;
  const { extendUnused } = renew;
  const keepsUnused =
    extendUnused !== null &&
    now < dueAt &&
    now >= addPeriod(times.clock, issuedAt, extendUnused.minimumRun, 'wall-clock');
  if (renew.from === 'due' || keepsUnused) return dueAt;
  return renew.from === 'later-of-both' ? Math.max(now, dueAt) : now;
}

/** The lending terms of a renewal: its own fields, and the loan's where it has none. */
export function renewalLend(lend: LendTerms, renew: RenewTerms): LendTerms {
  return {
    ...lend,
    period: renew.period ?? lend.period,
    gradedPeriods: renew.period === null ? lend.gradedPeriods : null,
    holdWaitingPeriod: renew.withHoldPeriod,
    schedules: renew.schedules ?? lend.schedules,
    limitSchedules: renew.limitSchedules ?? lend.limitSchedules,
  };
}

function reasonOf(failure: DueFault | null, { profile }: LendTerms): ReasonCode {
  if (failure === null) return 'NO_RULE';
  if (failure !== 'LOAN_DATE_OUTSIDE_SCHEDULES') return failure;
  return profile === 'fixed' ? 'RENEW_OUTSIDE_FIXED_SCHEDULE' : 'RENEW_OUTSIDE_LIMIT_SCHEDULE';
}

function checkGain(question: RenewedDueQuestion, answer: OfferedDue, steps: readonly TraceEntry[]): RenewedDue {
  const { renew, times, issuedAt, dueAt } = question;
  const { dueAt: renewed, grain, shortened } = answer;
  const last = renew.maxTotal === null ? null : addPeriod(times.clock, issuedAt, renew.maxTotal, 'wall-clock');
  const isCut = last !== null && renewed > last;
  const end = isCut ? last : renewed;
  const offered = { dueAt: end, grain, shortened };
  if (end <= dueAt) {
    const failure = isCut ? 'RENEW_TOTAL_REACHED' : 'RENEW_NO_GAIN';
    return { dueAt: null, failure, about: isCut ? end : dueAt, steps, offered };
  }
  if (!isCut) return { dueAt: end, failure: null, steps, offered };
  const due = { dueAt: end, grain: 'time' as const, zone: times.clock.zone };
  return { dueAt: end, failure: null, steps: [...steps, traceEntry('DUE_CEILING', { due })], offered };
}
