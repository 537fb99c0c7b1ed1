// Moving a due date out of closed days. Loans in days go to the end of an open day; others to the first moment after a closure, or to
// the same time on another day. Closing time within a day is not looked at here.

import { HOUR_MS, MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { DueMoment } from '../../core/say-date.ts';
import { openDay, openSameWeekday } from '../calendar/count-days.ts';
import { dayOf, midnightOf, type LocalDay } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { daysOf } from './add-period.ts';
import { endOfDay, endOfLocalDay } from './end-of-day.ts';
import { noOpenDays, sayable, type DueFault, type DueQuestion, type DueRun } from './due-run.ts';

/** The part of a due date question that moving a date needs. */
export type ClosedQuestion = Pick<DueQuestion, 'now' | 'times' | 'shaping'>;

/** Moves to the end of the same day. */
export function toEndOfDay(run: DueRun, question: ClosedQuestion): null {
  run.dueAt = endOfDay(question, run.dueAt);
  return null;
}

/** Moves to the end of the day, or of the nearest open one in a direction. */
export function toEndOfOpenDay(run: DueRun, question: ClosedQuestion, direction: 1 | -1): DueFault | null {
  return toEndOf(run, question, openDay(question.times, dayOfDue(run, question), direction));
}

/** Moves periods of whole weeks to the same weekday, others to the next open day. */
export function toSameWeekday(run: DueRun, question: ClosedQuestion): DueFault | null {
  const days = run.period === null ? null : daysOf(run.period);
  if (days === null || days % 7 !== 0) return toEndOfOpenDay(run, question, 1);
  return toEndOf(run, question, openSameWeekday(question.times, dayOfDue(run, question), 1));
}

function dayOfDue(run: DueRun, { times }: ClosedQuestion): LocalDay {
  return dayOf(times.clock.toLocal(run.dueAt));
}

function toEndOf(run: DueRun, question: ClosedQuestion, open: LocalDay | null): DueFault | null {
  const day = dayOfDue(run, question);
  if (open === null) return noOpenDays(run);
  run.dueAt = endOfLocalDay(question, open);
  if (open !== day) {
    run.steps.push(...closedEntries(question.times, day, open));
    run.steps.push(traceEntry('DUE_MOVED', { due: sayable(run, question, run.dueAt) }));
  }
  return null;
}

/** Moves out of a closure and off weekdays without hours: the minute after the closure, or the same time on the next open day. */
export function toOpenMoment(run: DueRun, question: ClosedQuestion): DueFault | null {
  return told(run, question, leaveClosedTime);
}

/** Does a move, and adds its end to the trace. */
function told(run: DueRun, question: ClosedQuestion, move: typeof leaveClosedTime): DueFault | null {
  const before = run.dueAt;
  const failure = move(run, question);
  if (failure !== null) return failure;
  if (run.dueAt !== before) run.steps.push(traceEntry('DUE_MOVED', { due: sayable(run, question, run.dueAt) }));
  return null;
}

function leaveClosedTime(run: DueRun, question: ClosedQuestion): DueFault | null {
  const { times } = question;
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const day = dayOf(times.clock.toLocal(run.dueAt));
    const closure = times.closureAt(run.dueAt);
    if ((closure === null && times.isOpenDay(day)) || times.isOpenAt(run.dueAt)) break;
    if (times.nextOpenDay(day - 1) === null) return noOpenDays(run);
    if (closure === null) {
      const failure = toSameTime(run, question, times.nextOpenDay(day));
      if (failure !== null) return failure;
    } else {
      run.steps.push(traceEntry('DUE_CLOSED', { day: noonOf(times, day), name: closure.name }));
      run.dueAt = closure.end + MINUTE_MS;
    }
  }
  return null;
}

/** Adjoining closures follow one another at most this often. */
const MOST_MOVES = 1000;

function toSameTime(run: DueRun, { times }: ClosedQuestion, open: LocalDay | null): DueFault | null {
  const local = times.clock.toLocal(run.dueAt);
  if (open === null) return noOpenDays(run);
  run.steps.push(...closedEntries(times, dayOf(local), open));
  run.dueAt = times.clock.toInstant(local + midnightOf(open - dayOf(local)));
  return null;
}

/**
 * Moves a loan in hours off a closed day to the next open one: at the hour that the system sets, the minutes stay; or at the same time of day,
 * and then out of a closure within that day. So one more closed day never makes the date earlier.
 */
export function toNextOpenDay(run: DueRun, question: ClosedQuestion): DueFault | null {
  return told(run, question, toSameTimeOfOpenDay);
}

function toSameTimeOfOpenDay(run: DueRun, question: ClosedQuestion): DueFault | null {
  const { times, shaping } = question;
  const day = dayOfDue(run, question);
  const isOpen = isOpenFor(times, run.dueAt);
  const failure = isOpen ? null : toSameTime(run, question, times.nextOpenDay(day));
  if (failure !== null) return failure;
  if (shaping.nextOpenDayHour === null) return leaveClosedTime(run, question);
  if (!isOpen) run.dueAt = atHour(times.clock, run.dueAt, shaping.nextOpenDayHour);
  return null;
}

/** Whether a time is on an open day, or in the night of one. */
function isOpenFor(times: OpeningTimes, at: Instant): boolean {
  return times.isOpenDay(dayOf(times.clock.toLocal(at))) || times.isOpenAt(at);
}

function atHour(clock: ZoneClock, at: Instant, hour: number): Instant {
  const local = clock.toLocal(at);
  const midnight = midnightOf(dayOf(local));
  return clock.toInstant(midnight + hour * HOUR_MS + ((local - midnight) % HOUR_MS));
}

/** Moves back to the last open day, at the same time of day. */
export function backToOpenDay(run: DueRun, question: ClosedQuestion): DueFault | null {
  const day = dayOfDue(run, question);
  if (isOpenFor(question.times, run.dueAt)) return null;
  const failure = toSameTime(run, question, question.times.previousOpenDay(day));
  if (failure === null) run.steps.push(traceEntry('DUE_BACK', { due: sayable(run, question, run.dueAt) }));
  return failure;
}

/** The causes of the closed days from one day up to the open one that was found; days in a row with one name are one entry. */
export function closedEntries(times: OpeningTimes, closed: LocalDay, open: LocalDay): TraceEntry[] {
  const [first, last] = open > closed ? [closed, open - 1] : [open + 1, closed];
  const runs: { name: string | null; from: LocalDay; to: LocalDay }[] = [];
  for (let day = first; day <= last; day += 1) {
    const why = times.closedBy(day);
    const name = why?.kind === 'named' ? why.name : null;
    const before = runs.at(-1);
    if (why === null) continue;
    if (before !== undefined && name !== null && before.name === name && before.to === day - 1) before.to = day;
    else runs.push({ name, from: day, to: day });
  }
  return runs.map(({ name, ...range }) => {
    const day = noonOf(times, range.from);
    if (name === null) return traceEntry('DUE_CLOSED_WEEKDAY', { day });
    if (range.to === range.from) return traceEntry('DUE_CLOSED', { day, name });
    return traceEntry('DUE_CLOSED_RANGE', { day, until: noonOf(times, range.to), name });
  });
}

/** A day as shown. Noon is on the same day under every zone rule, which midnight need not be. */
function noonOf(times: OpeningTimes, day: LocalDay): DueMoment {
  return { dueAt: times.clock.toInstant(midnightOf(day) + 720 * MINUTE_MS), grain: 'day', zone: times.clock.zone };
}
