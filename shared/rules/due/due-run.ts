// What the steps of a due date share: the question, the moment reached so far, and what has been told on the way.

import type { Instant } from '../../core/instant.ts';
import type { DueMoment } from '../../core/say-date.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import type { RuleSet } from '../model/rule-set.ts';
import type { LendableGives } from '../match/match-rules.ts';
import { isDayGranular, type Period } from '../model/period.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';

/** Why there is no due date; each is a reason code. */
export type DueFailure = 'NO_RULE' | 'NO_OPEN_DAYS' | 'DUE_TOO_SOON';

/** What a due date is computed from. */
export type DueQuestion = {
  /** The moment of the act; the loan starts, or is renewed from, here. */
  readonly now: Instant;
  readonly gives: LendableGives;
  /** The period of the item's loan grade. */
  readonly period: Period;
  readonly times: OpeningTimes;
  readonly rules: Pick<RuleSet, 'endOfDay' | 'minimumUsefulMinutes'>;
};

/** Where the computation stands. Made and changed inside one computation only. */
export type DueRun = { readonly steps: TraceEntry[]; dueAt: Instant };

/** A moment as it is told: as a day for loans in days. */
export function sayable({ period, times }: Pick<DueQuestion, 'period' | 'times'>, dueAt: Instant): DueMoment {
  return { dueAt: clampInstant(dueAt), grain: isDayGranular(period) ? 'day' : 'time', zone: times.clock.zone };
}

/** A moment told with its time of day, whatever the loan is. */
export function sayableTime({ times }: Pick<DueQuestion, 'times'>, at: Instant): DueMoment {
  return { dueAt: clampInstant(at), grain: 'time', zone: times.clock.zone };
}

/** The calendar ended before an open day was found. */
export function noOpenDays(run: DueRun): DueFailure {
  run.steps.push(traceEntry('DUE_NO_OPEN_DAYS'));
  return 'NO_OPEN_DAYS';
}
