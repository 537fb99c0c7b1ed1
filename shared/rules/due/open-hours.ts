// What closing time does to loans in hours: cut to closing, extended to the next opening, or overnight when lent near closing.
// Only the opening that contains now counts for cutting: a lunch gap ends it.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { OpeningTimes, Span } from '../calendar/opening-times.ts';
import { traceEntry } from '../trace.ts';
import { noOpenDays, sayableTime, type DueFailure, type DueQuestion, type DueRun } from './due-run.ts';

/** Moves a due moment that is outside opening hours. */
export function toOpenHours(
  run: DueRun,
  question: DueQuestion,
  mode: 'cut_to_closing' | 'extend_to_next_opening',
): DueFailure | null {
  const { times, gives } = question;
  if (times.openingAt(run.dueAt) !== null) {
    run.steps.push(traceEntry('DUE_OPEN'));
    return null;
  }
  run.steps.push(traceEntry('DUE_OUTSIDE_HOURS', { due: sayableTime(question, run.dueAt) }));
  if (isOvernight(question)) return extend(run, question, gives.overnight?.windowMinutes ?? null);
  return mode === 'extend_to_next_opening' ? extend(run, question, null) : cut(run, question);
}

function isOvernight({ now, times, gives }: DueQuestion): boolean {
  if (gives.overnight === undefined) return false;
  const opening = times.openingAt(now);
  return opening !== null && opening.end - now <= gives.overnight.windowMinutes * MINUTE_MS;
}

function extend(run: DueRun, question: DueQuestion, window: number | null): DueFailure | null {
  const { times, gives } = question;
  const offset = gives.openingOffsetMinutes ?? 0;
  const moment = openingPlus(times, run.dueAt, offset * MINUTE_MS);
  if (moment === null) return noOpenDays(run);
  run.dueAt = moment;
  const due = sayableTime(question, run.dueAt);
  run.steps.push(
    window === null
      ? traceEntry('DUE_NEXT_OPENING', { offset, due })
      : traceEntry('DUE_OVERNIGHT', { window, offset, due }),
  );
  return null;
}

/** An offset that passes the end of an opening slides to a later one; if all near ones are shorter, to the end of the last. */
function openingPlus(times: OpeningTimes, after: Instant, offsetMs: number): Instant | null {
  let last: Span | null = null;
  for (let tries = 0; tries < SLIDES; tries += 1) {
    const opening: Span | null = times.nextOpening(last === null ? after : last.end);
    if (opening === null) break;
    if (opening.start + offsetMs < opening.end) return opening.start + offsetMs;
    last = opening;
  }
  return last?.end ?? null;
}

const SLIDES = 14;

function cut(run: DueRun, question: DueQuestion): DueFailure | null {
  const { times, gives, now } = question;
  const buffer = gives.closeBufferMinutes ?? 0;
  const next = times.openingAt(now) ?? times.nextOpening(now);
  if (next === null) return noOpenDays(run);
  // The next opening may touch another one, and then it ends where that one does.
  const opening = times.openingAt(next.start) ?? next;
  run.dueAt = opening.end - buffer * MINUTE_MS;
  run.steps.push(traceEntry('DUE_CUT_TO_CLOSING', { buffer, due: sayableTime(question, run.dueAt) }));
  return null;
}
