// The closed-time step on its own: the effect of a mode on a due moment. Due dates take it as one of their steps; recalls and the hold shelf
// take it alone.

import type { Instant } from '../../core/instant.ts';
import type { Grain } from '../../core/say-date.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { toEndOfDay, toEndOfOpenDay, toOpenMoment, toSameWeekday, type ClosedQuestion } from './closed-days.ts';
import type { DueFault, DueRun } from './due-run.ts';
import { toOpenHours } from './open-hours.ts';

/** The due moment after the step. */
export type ClosedAnswer =
  | { readonly dueAt: Instant; readonly failure: null; readonly steps: readonly TraceEntry[] }
  | { readonly dueAt: null; readonly failure: DueFault; readonly steps: readonly TraceEntry[] };

/** Applies the closed day mode of `shaping` to a due moment. Total. */
export function avoidClosed(question: ClosedQuestion, dueAt: Instant, grain: Grain): ClosedAnswer {
  const run = newRun(clampInstant(dueAt), grain);
  const failure = applyClosedDayMode(run, question);
  const { steps } = run;
  return failure === null ? { dueAt: run.dueAt, failure, steps } : { dueAt: null, failure, steps };
}

/** A computation that has reached a moment. */
export function newRun(dueAt: Instant, grain: Grain): DueRun {
  return { steps: [], dueAt, grain, period: null, limit: null, shortenedBy: null, plain: null };
}

/** Moves the date by the closed day mode. */
export function applyClosedDayMode(run: DueRun, question: ClosedQuestion): DueFault | null {
  switch (question.shaping.closedDayMode) {
    case 'keep_exact':
      run.steps.push(traceEntry('DUE_KEPT'));
      return null;
    case 'ignore':
    case 'plain_then_avoid_closed_on_clamp':
    case 'end_of_due_day':
      return endTheDay(run, question);
    case 'next_open_day':
    case 'end_next_open_day':
      return endTheDay(run, question) ?? toEndOfOpenDay(run, question, 1);
    // The days were counted open; months and fixed dates are not counted by days.
    case 'skip_closed_days':
      return endTheDay(run, question) ?? toEndOfOpenDay(run, question, 1);
    case 'next_same_weekday':
      return endTheDay(run, question) ?? toSameWeekday(run, question);
    case 'end_previous_open_day':
      return endTheDay(run, question) ?? toEndOfOpenDay(run, question, -1);
    case 'end_current_hours':
      return toOpenHours(run, question, 'cut_to_closing');
    case 'begin_next_hours':
      return toOpenHours(run, question, 'extend_to_next_opening');
    case 'after_closure':
      return toOpenMoment(run, question) ?? (run.grain === 'day' ? endTheDay(run, question) : null);
  }
}

function endTheDay(run: DueRun, question: ClosedQuestion): null {
  run.steps.push(traceEntry('DUE_END_OF_DAY'));
  return toEndOfDay(run, question);
}
