// Closing time by the ordinary hours of the weekday, one pair a day, as Koha reads them: lunch gaps and closed dates are not looked at.
// Where today or tomorrow has no hours, closing time does not matter.

import { SECOND_MS } from '../../core/instant.ts';
import { dayOf, midnightOf, weekdayOf, type LocalDay, type LocalTime } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import { traceEntry } from '../trace.ts';
import { toNextOpenDay } from './closed-days.ts';
import { sayableTime, type DueFault, type DueQuestion, type DueRun } from './due-run.ts';

/** Moves a loan in hours that passes today's closing. `isMoved`: nothing else is to be done about closed time. */
export function toWeekdayHours(
  run: DueRun,
  question: DueQuestion,
  mode: 'cut_to_closing' | 'extend_to_next_opening',
): { readonly isMoved: boolean; readonly failure: DueFault | null } {
  const { times } = question;
  const { clock } = times;
  const start = clock.toLocal(question.from);
  const day = dayServed(times, start);
  const [today, tomorrow] = [times.hoursOfWeekday(weekdayOf(day)), times.hoursOfWeekday(weekdayOf(day + 1))];
  if (today === null || tomorrow === null) return { isMoved: false, failure: null };
  // The closing minute counts from the second that the loan began in.
  const closing = midnightOf(day) + today.closes + (start % (60 * SECOND_MS));
  if (clock.toLocal(run.dueAt) <= closing) return { isMoved: false, failure: null };
  run.steps.push(traceEntry('DUE_OUTSIDE_HOURS', { due: sayableTime(question, run.dueAt) }));
  if (mode === 'cut_to_closing') {
    run.dueAt = clock.toInstant(closing);
    run.steps.push(traceEntry('DUE_CUT_TO_CLOSING', { buffer: 0, due: sayableTime(question, run.dueAt) }));
    return { isMoved: true, failure: null };
  }
  run.dueAt = clock.toInstant(midnightOf(day + 1) + tomorrow.opens);
  run.steps.push(traceEntry('DUE_NEXT_OPENING', { offset: 0, due: sayableTime(question, run.dueAt) }));
  return { isMoved: true, failure: question.shaping.hoursOnClosedDay === 'keep' ? null : toNextOpenDay(run, question) };
}

/** The day whose hours a time is in: before closing time after midnight, the day before. */
function dayServed(times: OpeningTimes, at: LocalTime): LocalDay {
  const yesterday = dayOf(at) - 1;
  const hours = times.hoursOfWeekday(weekdayOf(yesterday));
  return hours !== null && at < midnightOf(yesterday) + hours.closes ? yesterday : yesterday + 1;
}
