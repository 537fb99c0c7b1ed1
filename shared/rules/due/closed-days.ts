// Moving a due date out of closed days, always forward: loans in days to the end of the next open day, other loans to the first
// moment after a closure, or to the same time on the next weekday that has hours. Closing time within a day is not looked at here.

import { MINUTE_MS, SECOND_MS, type Instant } from '../../core/instant.ts';
import type { DueMoment } from '../../core/say-date.ts';
import { dayOf, midnightOf, type LocalDay } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { traceEntry, type TraceEntry } from '../trace.ts';
import { noOpenDays, sayable, type DueFailure, type DueQuestion, type DueRun } from './due-run.ts';

/** The end of the local day that a moment is on. */
export function endOfDay(clock: ZoneClock, setting: RuleSet['endOfDay'], at: Instant): Instant {
  const end = (23 * 60 + 59) * MINUTE_MS + (setting === '23:59:59' ? 59 * SECOND_MS : 0);
  return clock.toInstant(midnightOf(dayOf(clock.toLocal(at))) + end);
}

/** Moves to the end of the same day. */
export function toEndOfDay(run: DueRun, question: DueQuestion): void {
  run.dueAt = endOfDay(question.times.clock, question.rules.endOfDay, run.dueAt);
}

/** Moves a loan in days to the end of an open day. */
export function toOpenDay(run: DueRun, question: DueQuestion): DueFailure | null {
  const { times } = question;
  const day = dayOf(times.clock.toLocal(run.dueAt));
  if (times.isOpenDay(day)) return null;
  const open = walk(run, times, day);
  if (open === null) return 'NO_OPEN_DAYS';
  run.dueAt = endOfDay(times.clock, question.rules.endOfDay, times.clock.toInstant(midnightOf(open)));
  run.steps.push(traceEntry('DUE_MOVED', { due: sayable(question, run.dueAt) }));
  return null;
}

/** Moves a loan in hours that falls into a closure or on a weekday without hours. */
export function toOpenMoment(run: DueRun, question: DueQuestion): DueFailure | null {
  const { times } = question;
  const before = run.dueAt;
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const day = dayOf(times.clock.toLocal(run.dueAt));
    const closure = times.closureAt(run.dueAt);
    if (closure === null && times.isOpenDay(day)) break;
    if (times.nextOpenDay(day - 1) === null) return noOpenDays(run);
    if (closure === null) {
      const open = walk(run, times, day);
      if (open === null) return 'NO_OPEN_DAYS';
      run.dueAt = times.clock.toInstant(times.clock.toLocal(run.dueAt) + midnightOf(open - day));
    } else {
      run.steps.push(traceEntry('DUE_CLOSED', { day: noonOf(times, day), name: closure.name }));
      run.dueAt = closure.end + MINUTE_MS;
    }
  }
  if (run.dueAt !== before) run.steps.push(traceEntry('DUE_MOVED', { due: sayable(question, run.dueAt) }));
  return null;
}

/** Adjoining closures follow one another at most this often. */
const MOST_MOVES = 1000;

function walk(run: DueRun, times: OpeningTimes, day: LocalDay): LocalDay | null {
  const open = times.nextOpenDay(day);
  if (open === null) {
    noOpenDays(run);
    return null;
  }
  run.steps.push(...closedEntries(times, day, open - 1));
  return open;
}

/** What closes each day of a range; days in a row that have one name are one entry. */
function closedEntries(times: OpeningTimes, from: LocalDay, to: LocalDay): TraceEntry[] {
  const runs: { name: string | null; from: LocalDay; to: LocalDay }[] = [];
  for (let day = from; day <= to; day += 1) {
    const closed = times.closedBy(day);
    const name = closed?.kind === 'named' ? closed.name : null;
    const last = runs.at(-1);
    if (last !== undefined && name !== null && last.name === name) last.to = day;
    else runs.push({ name, from: day, to: day });
  }
  return runs.map(({ name, ...range }) => {
    const day = noonOf(times, range.from);
    if (name === null) return traceEntry('DUE_CLOSED_WEEKDAY', { day });
    if (range.to === range.from) return traceEntry('DUE_CLOSED', { day, name });
    return traceEntry('DUE_CLOSED_RANGE', { day, until: noonOf(times, range.to), name });
  });
}

/** A day as it is told. Noon is on the same day under every zone rule, which midnight need not be. */
function noonOf(times: OpeningTimes, day: LocalDay): DueMoment {
  return { dueAt: times.clock.toInstant(midnightOf(day) + 720 * MINUTE_MS), grain: 'day', zone: times.clock.zone };
}
