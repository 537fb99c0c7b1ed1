// Fits loans in hours to closing time: cut to closing, extended to the next opening, or overnight when lent near
// closing. Only the opening that contains now counts for cutting: a lunch gap ends it.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import { dayOf, midnightOf, readTimeOfDay } from '../calendar/local-time.ts';
import type { OpeningTimes, Span } from '../calendar/opening-times.ts';
import type { OvernightTerms } from '../model/policy/shaping.ts';
import { traceEntry } from '../trace.ts';
import { closedEntries, type ClosedQuestion } from './closed-days.ts';
import { noOpenDays, sayableTime, type DueFault, type DueRun } from './due-run.ts';

/** Moves a due moment that is outside opening hours. */
export function toOpenHours(
  run: DueRun,
  question: ClosedQuestion,
  mode: 'cut_to_closing' | 'extend_to_next_opening',
): DueFault | null {
  const { times, shaping } = question;
  if (times.isOpenAt(run.dueAt)) {
    run.steps.push(traceEntry('DUE_OPEN'));
    return null;
  }
  run.steps.push(traceEntry('DUE_OUTSIDE_HOURS', { due: sayableTime(question, run.dueAt) }));
  if (shaping.overnight !== null && isOvernight(question, shaping.overnight, run.dueAt)) {
    return stayOvernight(run, question, shaping.overnight);
  }
  return mode === 'extend_to_next_opening' ? extend(run, question) : cut(run, question);
}

/** When a loan that begins now would be due if it ran overnight; null where no such loans are made. */
export function overnightDue(question: ClosedQuestion): Instant | null {
  const { times, shaping, now } = question;
  const { overnight } = shaping;
  if (overnight === null || !overnight.allowed) return null;
  const opening = times.openingAt(now);
  return overnightMoment(question, overnight, opening === null ? now : opening.end);
}

function isOvernight({ now, times }: ClosedQuestion, terms: OvernightTerms, dueAt: Instant): boolean {
  if (!terms.allowed) return false;
  const opening = times.openingAt(now);
  const isNear =
    terms.windowMinutes === null || (opening !== null && opening.end - now <= terms.windowMinutes * MINUTE_MS);
  return isNear && (terms.weekendAsOvernight || opensTheNextDay(times, now, dueAt));
}

/** Whether no closed day lies between the loan and the opening after it. */
function opensTheNextDay(times: OpeningTimes, now: Instant, dueAt: Instant): boolean {
  const next = times.nextOpening(dueAt);
  const day = (at: Instant) => dayOf(times.clock.toLocal(at));
  // After midnight it is still the night of the day before.
  const begun = times.openingAt(now)?.start ?? now;
  return next !== null && day(next.start) - day(begun) <= 1;
}

function stayOvernight(run: DueRun, question: ClosedQuestion, terms: OvernightTerms): DueFault | null {
  const moment = overnightMoment(question, terms, run.dueAt);
  if (moment === null) return noOpenDays(run);
  moveOverClosed(run, question, moment);
  const due = sayableTime(question, run.dueAt);
  const offset = question.shaping.openingOffsetMinutes;
  run.steps.push(
    terms.due === 'next-opening' && terms.windowMinutes !== null
      ? traceEntry('DUE_OVERNIGHT', { window: terms.windowMinutes, offset, due })
      : traceEntry('DUE_OVERNIGHT_UNTIL', { due }),
  );
  return null;
}

function overnightMoment(question: ClosedQuestion, terms: OvernightTerms, after: Instant): Instant | null {
  if (terms.due === 'next-opening') return openingPlus(question, after);
  const next = question.times.nextOpening(after);
  if (next === null) return null;
  const { clock } = question.times;
  return clock.toInstant(midnightOf(dayOf(clock.toLocal(next.start))) + readTimeOfDay(terms.due.at));
}

function extend(run: DueRun, question: ClosedQuestion): DueFault | null {
  const moment = openingPlus(question, run.dueAt);
  if (moment === null) return noOpenDays(run);
  moveOverClosed(run, question, moment);
  const offset = question.shaping.openingOffsetMinutes;
  run.steps.push(traceEntry('DUE_NEXT_OPENING', { offset, due: sayableTime(question, run.dueAt) }));
  return null;
}

/** Moves to a later moment and adds the closed days between to the trace. */
function moveOverClosed(run: DueRun, { times }: ClosedQuestion, moment: Instant): void {
  tellClosed(run, times, { from: run.dueAt, to: moment });
  run.dueAt = moment;
}

function tellClosed(run: DueRun, times: OpeningTimes, { from, to }: Readonly<Record<'from' | 'to', Instant>>): void {
  const day = (at: Instant) => dayOf(times.clock.toLocal(at));
  run.steps.push(...closedEntries(times, day(from), day(to)));
}

/** The next opening plus the offset, slid where that opening is shorter. */
function openingPlus({ times, shaping }: ClosedQuestion, after: Instant): Instant | null {
  const offsetMs = shaping.openingOffsetMinutes * MINUTE_MS;
  return shaping.openingOffsetSlides === 'on-the-clock'
    ? onTheClock(times, after, offsetMs)
    : inLongerOpening(times, after, offsetMs);
}

/** Slides to an opening that is long enough; if all near ones are shorter, to the end of the last. */
function inLongerOpening(times: OpeningTimes, after: Instant, offsetMs: number): Instant | null {
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

/** Counts closed time too; a moment in closed time moves back to the end of the opening before it. */
function onTheClock(times: OpeningTimes, after: Instant, offsetMs: number): Instant | null {
  const next = times.nextOpening(after);
  if (next === null) return null;
  const moment = next.start + offsetMs;
  return times.isOpenAt(moment) ? moment : (times.lastClosing(moment) ?? next.end);
}

function cut(run: DueRun, question: ClosedQuestion): DueFault | null {
  const { times, shaping, now } = question;
  const buffer = shaping.closeBufferMinutes;
  const next = times.openingAt(now) ?? times.nextOpening(now);
  if (next === null) return noOpenDays(run);
  // The next opening may touch another one, and then it ends where that one does.
  const opening = times.openingAt(next.start) ?? next;
  const isClosedNow = opening.start > now;
  if (isClosedNow) tellClosed(run, times, { from: now, to: opening.start });
  run.dueAt = opening.end - buffer * MINUTE_MS;
  const code = isClosedNow ? 'DUE_CLOSING_AFTER_NEXT' : 'DUE_CUT_TO_CLOSING';
  run.steps.push(traceEntry(code, { buffer, due: sayableTime(question, run.dueAt) }));
  return null;
}
