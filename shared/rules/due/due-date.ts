// The due date by what the rules of a library give: their fields as lending and shaping terms, and the answer in the codes of decisions.

import type { Instant } from '../../core/instant.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { LendableGives } from '../match/match-rules.ts';
import type { Period } from '../model/period.ts';
import { NO_LEND_TERMS, type LendTerms } from '../model/policy/lend.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { dueByPolicy, type DueAnswer as AnyDueAnswer } from './due-by-policy.ts';
import type { DueFault, ShortenedBy } from './due-run.ts';
import { shapingOf } from './shaping-of.ts';

/** Why there is no due date; each is a reason code. */
export type DueFailure = 'NO_RULE' | 'NO_OPEN_DAYS' | 'DUE_TOO_SOON';

export type DueAnswer = AnyDueAnswer<DueFailure, 'closing' | 'latest-date'>;

/** What a due date by rules is computed from. */
export type GivesQuestion = {
  /** The moment of the act; the loan starts, or is renewed from, here. */
  readonly now: Instant;
  readonly gives: LendableGives;
  /** The period of the item's loan grade. */
  readonly period: Period;
  readonly times: OpeningTimes;
  readonly rules: Pick<RuleSet, 'endOfDay' | 'minimumUsefulMinutes'>;
};

/** Computes a due date. Total. */
export function dueDate(question: GivesQuestion): DueAnswer {
  const { now, gives, times } = question;
  const answer = dueByPolicy({
    now,
    from: now,
    name: gives.duration.name,
    lend: lendTerms(question),
    shaping: shapingTerms(question),
    times,
  });
  const { dueAt, grain, shortened, failure, steps } = answer;
  return {
    dueAt,
    grain,
    shortened: shortened === null ? null : { by: sayShortened(shortened.by), plain: shortened.plain },
    failure: failure === null ? null : FAILURES[failure],
    steps,
  };
}

/** A rule that names a period or schedule nothing can be lent by is as good as no rule. */
const FAILURES: Readonly<Record<DueFault, DueFailure>> = {
  ITEM_NOT_LOANABLE: 'NO_RULE',
  PERIOD_MISSING: 'NO_RULE',
  PERIOD_UNIT_UNKNOWN: 'NO_RULE',
  PERIOD_DURATION_INVALID: 'NO_RULE',
  LOAN_DATE_OUTSIDE_SCHEDULES: 'NO_RULE',
  NO_OPEN_DAYS: 'NO_OPEN_DAYS',
  DUE_TOO_SOON: 'DUE_TOO_SOON',
  DUE_INVALID: 'NO_RULE',
};

function sayShortened(by: ShortenedBy): 'closing' | 'latest-date' {
  return by === 'closing' ? 'closing' : 'latest-date';
}

function lendTerms({ gives, period }: GivesQuestion): LendTerms {
  const isFixed = gives.duration.due === 'fixed';
  return {
    ...NO_LEND_TERMS,
    profile: isFixed ? 'fixed' : 'rolling',
    period,
    schedules: isFixed ? (gives.schedules ?? []) : null,
    hardDate: gives.hardDate ?? null,
  };
}

function shapingTerms({ gives, rules }: GivesQuestion): ShapingTerms {
  const { hoursMode = 'ignore', overnight } = gives;
  // A rule that says that closing time does not matter means it for the night too.
  const runsOvernight = overnight !== undefined && gives.hoursMode !== 'ignore';
  return {
    ...shapingOf('holdfast', null),
    endOfDay: rules.endOfDay,
    minimumUsefulMinutes: rules.minimumUsefulMinutes,
    hoursMode,
    closeBufferMinutes: gives.closeBufferMinutes ?? 0,
    openingOffsetMinutes: gives.openingOffsetMinutes ?? 0,
    overnight: runsOvernight
      ? { allowed: true, windowMinutes: overnight.windowMinutes, due: 'next-opening', weekendAsOvernight: true }
      : null,
  };
}
