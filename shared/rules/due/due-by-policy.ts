// The due date of a loan by its lending and shaping terms, step by step and always in the same order; each step is traced.
// Source: loan rules, section 3. A result that would be of no use is a failure with a code, never a silent date in the past, save where a
// system leaves that question to staff.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { Grain } from '../../core/say-date.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { applyClosedDayMode, newRun } from './avoid-closed.ts';
import { clampDue } from './clamp-due.ts';
import { toNextOpenDay, toOpenMoment } from './closed-days.ts';
import { sayableTime, type DueFault, type DueQuestion, type DueRun, type ShortenedBy } from './due-run.ts';
import { overnightDue, toOpenHours } from './open-hours.ts';
import { applyHardDate, checkLoanable, countPeriod, limitBySchedule, roundUp } from './start-due.ts';
import { toWeekdayHours } from './weekday-hours.ts';

/** The reason for a loan shorter than its period, and the end of the full period. */
export type Shortening<By = ShortenedBy> = { readonly by: By; readonly plain: Instant };

export type DueAnswer<Fault = DueFault, By = ShortenedBy> = {
  /** Null when there is a `failure`. */
  readonly dueAt: Instant | null;
  readonly grain: Grain;
  readonly shortened: Shortening<By> | null;
  readonly failure: Fault | null;
  readonly steps: readonly TraceEntry[];
};

export type PolicyDueAnswer = DueAnswer & {
  /** The date stands, and is not later than now by as much as makes it useful. */
  readonly isTooSoon: boolean;
  /** In the place of a date that is too soon: due after the night. Null = no such loan is made. */
  readonly overnight: Instant | null;
};

type Step = (run: DueRun, question: DueQuestion) => DueFault | null;

/** From the start of the loan to where its period, its limits and closed time put it. */
const STEPS: readonly Step[] = [
  checkLoanable,
  countPeriod,
  notePlain,
  roundUp,
  limitBySchedule,
  (run, question) => hardDateIf(run, question, 'before-closed'),
  avoidClosedTime,
  (run, question) => hardDateIf(run, question, 'after-closed'),
  checkUseful,
  clampDue,
  checkUseful,
];

/** Computes a due date. Total. */
export function dueByPolicy(question: DueQuestion): PolicyDueAnswer {
  const run = newRun(question.from, 'day');
  for (const step of STEPS) {
    const failure = step(run, question);
    if (failure !== null) return failed(run, question, failure);
  }
  const { dueAt, grain, steps, plain } = run;
  const shortened = plain !== null && dueAt < plain ? { by: run.shortenedBy ?? ('closing' as const), plain } : null;
  return { dueAt, grain, shortened, failure: null, steps, isTooSoon: isTooSoon(run, question), overnight: null };
}

function failed(run: DueRun, question: DueQuestion, failure: DueFault): PolicyDueAnswer {
  const { grain, steps } = run;
  const overnight = failure === 'DUE_TOO_SOON' ? overnightDue(question) : null;
  return { dueAt: null, grain, shortened: null, failure, steps, isTooSoon: failure === 'DUE_TOO_SOON', overnight };
}

function notePlain(run: DueRun): null {
  run.plain = run.dueAt;
  return null;
}

function hardDateIf(run: DueRun, question: DueQuestion, when: 'before-closed' | 'after-closed'): DueFault | null {
  return question.shaping.hardDateWhen === when ? applyHardDate(run, question) : null;
}

function avoidClosedTime(run: DueRun, question: DueQuestion): DueFault | null {
  const { shaping } = question;
  if (run.grain === 'day') return applyClosedDayMode(run, question);
  const mode = shaping.hoursMode === 'ignore' && shaping.overnight !== null ? 'cut_to_closing' : shaping.hoursMode;
  if (mode !== 'ignore' && shaping.hoursBasis === 'openings') return toOpenHours(run, question, mode);
  if (mode !== 'ignore') {
    const { isMoved, failure } = toWeekdayHours(run, question, mode);
    if (isMoved) return failure;
  }
  switch (shaping.hoursOnClosedDay) {
    case 'keep':
      return null;
    case 'as-days':
      return applyClosedDayMode(run, question);
    case 'after-closure':
      return toOpenMoment(run, question);
    case 'next-open-day':
      return toNextOpenDay(run, question);
  }
}

function isTooSoon(run: DueRun, { now, shaping }: DueQuestion): boolean {
  return run.dueAt <= now + shaping.minimumUsefulMinutes * MINUTE_MS;
}

function checkUseful(run: DueRun, question: DueQuestion): DueFault | null {
  const { shaping } = question;
  if (shaping.whenTooSoon === 'tell' || !isTooSoon(run, question)) return null;
  const minutes = shaping.minimumUsefulMinutes;
  run.steps.push(traceEntry('DUE_LEAVES_TOO_LITTLE', { due: sayableTime(question, run.dueAt), minutes }));
  return 'DUE_TOO_SOON';
}
