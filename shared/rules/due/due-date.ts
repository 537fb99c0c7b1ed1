// The due date of a loan, step by step and always in the same order; each step is traced. Source: loan rules, section 3.
// A result that would be of no use is a failure with a code, never a silent date in the past.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { Grain } from '../../core/say-date.ts';
import { addToDay, dayOf, midnightOf } from '../calendar/local-time.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { isDayGranular } from '../model/period.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { toEndOfDay, toOpenDay, toOpenMoment } from './closed-days.ts';
import { sayable, sayableTime, type DueFailure, type DueQuestion, type DueRun } from './due-run.ts';
import { toOpenHours } from './open-hours.ts';

/** What made a loan shorter than its period. */
export type Shortening = { readonly by: 'closing' | 'latest-date'; readonly plain: Instant };

export type DueAnswer = {
  /** Null when `failure` says why. */
  readonly dueAt: Instant | null;
  readonly grain: Grain;
  readonly shortened: Shortening | null;
  readonly failure: DueFailure | null;
  readonly steps: readonly TraceEntry[];
};

/** Computes a due date. Total. */
export function dueDate(question: DueQuestion): DueAnswer {
  const run: DueRun = { steps: [], dueAt: question.now };
  const failure = addPeriod(run, question);
  if (failure !== null) return toAnswer(run, question, { failure, shortened: null });
  const plain = run.dueAt;
  applyHardDate(run, question);
  const latest = run.dueAt < plain;
  const closed = avoidClosedTime(run, question);
  if (closed !== null) return toAnswer(run, question, { failure: closed, shortened: null });
  const { minimumUsefulMinutes } = question.rules;
  if (run.dueAt <= question.now + minimumUsefulMinutes * MINUTE_MS) {
    const due = sayableTime(question, run.dueAt);
    run.steps.push(traceEntry('DUE_LEAVES_TOO_LITTLE', { due, minutes: minimumUsefulMinutes }));
    return toAnswer(run, question, { failure: 'DUE_TOO_SOON', shortened: null });
  }
  const by = latest ? 'latest-date' : 'closing';
  return toAnswer(run, question, { failure: null, shortened: run.dueAt < plain ? { by, plain } : null });
}

function toAnswer(run: DueRun, { period }: DueQuestion, end: Pick<DueAnswer, 'failure' | 'shortened'>): DueAnswer {
  return {
    ...end,
    dueAt: end.failure === null ? run.dueAt : null,
    grain: isDayGranular(period) ? 'day' : 'time',
    steps: run.steps,
  };
}

function addPeriod(run: DueRun, question: DueQuestion): DueFailure | null {
  const { now, gives } = question;
  run.steps.push(traceEntry('DUE_COUNTED_FROM', { from: sayableTime(question, now) }));
  return gives.duration.due === 'fixed' ? takeSchedule(run, question) : addRolling(run, question);
}

function takeSchedule(run: DueRun, question: DueQuestion): DueFailure | null {
  const { now, gives } = question;
  const { name } = gives.duration;
  const schedule = gives.schedules?.find(({ from, to }) => from <= now && now <= to);
  if (schedule === undefined) {
    run.steps.push(traceEntry('DUE_NO_SCHEDULE', { name, from: sayableTime(question, now) }));
    return 'NO_RULE';
  }
  run.dueAt = clampInstant(schedule.due);
  run.steps.push(traceEntry('DUE_FIXED', { name, due: sayable(question, run.dueAt) }));
  return null;
}

const PERIOD_CODES = {
  minutes: 'DUE_PERIOD_MINUTES',
  hours: 'DUE_PERIOD_HOURS',
  days: 'DUE_PERIOD_DAYS',
  weeks: 'DUE_PERIOD_WEEKS',
  months: 'DUE_PERIOD_MONTHS',
} as const;

/** Minutes and hours are elapsed time; days, weeks and months move the date and keep the time on the wall clock. */
function addRolling(run: DueRun, question: DueQuestion): DueFailure | null {
  const { now, gives, period, times } = question;
  const { name } = gives.duration;
  if (period.n <= 0) {
    run.steps.push(traceEntry('DUE_BAD_PERIOD', { name, n: period.n }));
    return 'NO_RULE';
  }
  if (isDayGranular(period)) {
    const start = times.clock.toLocal(now);
    const day = dayOf(start);
    run.dueAt = times.clock.toInstant(midnightOf(addToDay(day, period)) + start - midnightOf(day));
  } else {
    run.dueAt = clampInstant(now + period.n * (period.unit === 'hours' ? 60 : 1) * MINUTE_MS);
  }
  run.steps.push(traceEntry(PERIOD_CODES[period.unit], { name, n: period.n, due: sayable(question, run.dueAt) }));
  return null;
}

/** A date that has passed says nothing about loans made after it. */
function applyHardDate(run: DueRun, question: DueQuestion): void {
  const { hardDate } = question.gives;
  if (hardDate === undefined) return;
  const due = sayable(question, hardDate.at);
  if (hardDate.at <= question.now) {
    run.steps.push(traceEntry('DUE_HARD_DATE_PAST', { date: due }));
  } else if (hardDate.mode === 'exact' || hardDate.at < run.dueAt) {
    run.dueAt = clampInstant(hardDate.at);
    run.steps.push(traceEntry(hardDate.mode === 'exact' ? 'DUE_EXACT' : 'DUE_CEILING', { due }));
  }
}

function avoidClosedTime(run: DueRun, question: DueQuestion): DueFailure | null {
  if (isDayGranular(question.period)) {
    run.steps.push(traceEntry('DUE_END_OF_DAY'));
    toEndOfDay(run, question);
    return toOpenDay(run, question);
  }
  const { hoursMode, overnight } = question.gives;
  const mode = hoursMode ?? (overnight === undefined ? 'ignore' : 'cut_to_closing');
  return mode === 'ignore' ? toOpenMoment(run, question) : toOpenHours(run, question, mode);
}
