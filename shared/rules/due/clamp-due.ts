// The last steps: limits that end a loan before its period does. Each moves the date backwards only; a date that then falls on a closed day goes
// back to an open one.

import type { Instant } from '../../core/instant.ts';
import { dayOf, midnightOf, type LocalDay } from '../calendar/local-time.ts';
import { traceEntry } from '../trace.ts';
import { backToOpenDay } from './closed-days.ts';
import { endOfDay, endOfLocalDay } from './end-of-day.ts';
import {
  NO_BOUNDS,
  noOpenDays,
  sayable,
  type DueFault,
  type DueQuestion,
  type DueRun,
  type ShortenedBy,
} from './due-run.ts';

/**
 * Clamps to the limit schedule again, the end of the course, the next booking, the lending library's date, and the patron's expiry, in this order.
 */
export function clampDue(run: DueRun, question: DueQuestion): DueFault | null {
  const { courseEnds, bookingStarts, patronExpires, lenderWants = null } = question.bounds ?? NO_BOUNDS;
  const { shaping } = question;
  return (
    clampToLimit(run, question) ??
    (shaping.clampToCourseEnd ? clampToEnd(run, question, courseEnds, 'course-end') : null) ??
    (shaping.clampToBooking ? clampToEnd(run, question, bookingStarts, 'booking') : null) ??
    clampToEnd(run, question, lenderWants, 'lender') ??
    clampToExpiry(run, question, patronExpires)
  );
}

const CODES = {
  'latest-date': 'DUE_CEILING',
  'course-end': 'DUE_COURSE_ENDS',
  booking: 'DUE_BOOKED',
  lender: 'DUE_LENDER_WANTS',
  expiry: 'DUE_PATRON_EXPIRES',
} as const satisfies Partial<Record<ShortenedBy, string>>;

/** Moves to a moment that is earlier; a later one moves nothing. */
function moveBack(run: DueRun, question: DueQuestion, to: Instant | null, by: keyof typeof CODES): DueFault | null {
  if (to === null) return noOpenDays(run);
  if (to >= run.dueAt) return null;
  run.dueAt = to;
  run.shortenedBy = by;
  run.steps.push(traceEntry(CODES[by], { due: sayable(run, question, run.dueAt) }));
  return null;
}

/** Closed days may have moved the date past the limit of its schedule: local dates are compared, as limits are days. */
function clampToLimit(run: DueRun, question: DueQuestion): DueFault | null {
  const { limit } = run;
  const { clock } = question.times;
  const day = (at: Instant) => dayOf(clock.toLocal(at));
  if (limit === null || day(run.dueAt) <= day(limit)) return null;
  const to = run.grain === 'day' ? dayEndWithin(question, day(limit)) : hoursWithin(question, limit);
  return moveBack(run, question, to, 'latest-date');
}

/**
 * The end of an opening, or of an open day, that is no later than the moment. The grain of the loan decides which of
 * the two.
 */
function clampToEnd(
  run: DueRun,
  question: DueQuestion,
  end: Instant | null,
  by: 'course-end' | 'booking' | 'lender',
): DueFault | null {
  if (end === null || run.dueAt <= end) return null;
  return moveBack(run, question, run.grain === 'day' ? lastDayEnd(question, end) : openWithin(question, end), by);
}

function clampToExpiry(run: DueRun, question: DueQuestion, expires: Instant | null): DueFault | null {
  const { clampToPatronExpiry: clamp, openAfterClamp } = question.shaping;
  if (clamp === 'none') return null;
  const before = run.dueAt;
  const failure = expires === null ? null : clampTo(clamp, run, question, expires);
  if (failure !== null) return failure;
  const isDue = openAfterClamp === 'always' || (openAfterClamp === 'when-clamped' && run.dueAt < before);
  return isDue ? backToOpenDay(run, question) : null;
}

function clampTo(
  clamp: 'end-of-day' | 'exact' | 'previous-open-day' | 'previous-opening',
  run: DueRun,
  question: DueQuestion,
  expires: Instant,
): DueFault | null {
  if (clamp === 'end-of-day') return moveBack(run, question, endOfDay(question, expires), 'expiry');
  if (run.dueAt <= expires) return null;
  if (clamp === 'exact') return moveBack(run, question, expires, 'expiry');
  if (clamp === 'previous-opening') return moveBack(run, question, question.times.lastClosing(expires), 'expiry');
  const day = question.times.previousOpenDay(dayOf(question.times.clock.toLocal(expires)));
  return moveBack(run, question, day === null ? null : endOfLocalDay(question, day), 'expiry');
}

/** The end of a day, or of the last open one before it. */
function dayEndWithin({ times, shaping }: DueQuestion, day: LocalDay): Instant | null {
  const open = times.isOpenDay(day) ? day : times.previousOpenDay(day);
  return open === null ? null : endOfLocalDay({ times, shaping }, open);
}

/** The end of the last open day that is over by then; one that ends within its last minute is over. */
function lastDayEnd(question: DueQuestion, at: Instant): Instant | null {
  const { clock } = question.times;
  const day = dayOf(clock.toLocal(at));
  const isOver = clock.toInstant(midnightOf(day + 1)) - at <= 60_000;
  const end = dayEndWithin(question, isOver ? day : day - 1);
  return end === null ? null : Math.min(end, at);
}

/** The moment itself when the library is open then, else the end of the hours that are running now, unless that is later. */
function hoursWithin(question: DueQuestion, at: Instant): Instant | null {
  const { times, now } = question;
  if (times.isOpenAt(at)) return at;
  const running = times.openingAt(now)?.end ?? null;
  return running !== null && running <= at ? running : openWithin(question, at);
}

/** The moment itself when the library is open or just closes then, else when it last closed before. */
function openWithin({ times }: DueQuestion, at: Instant): Instant | null {
  return times.isOpenAt(at) ? at : times.lastClosing(at);
}
