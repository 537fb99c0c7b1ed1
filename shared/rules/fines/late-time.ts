// How late a loan is: in days, hours, minutes or to the millisecond, with closed time left out as the policy says. Source: loan rules, section 6.
// Taking closed dates off may leave less than nothing: where the due day itself is closed it counts as well.

import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant, type Millis } from '../../core/instant.ts';
import { assertNever } from '../../core/assert.ts';
import { closedDaysIn } from '../calendar/count-days.ts';
import { dayOf, type LocalDay } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import type { Lateness } from '../model/policy/overdue.ts';

/** From when to when lateness is counted, and where. */
export type LateSpan = {
  readonly dueAt: Instant;
  readonly inAt: Instant;
  readonly clock: ZoneClock;
  /** Null where the library has no calendar: then closed time counts like any other. */
  readonly times: OpeningTimes | null;
};

/** Length of one unit of lateness. */
export const LATE_UNIT_MS: Readonly<Record<Lateness['in'], Millis>> = {
  days: DAY_MS,
  hours: HOUR_MS,
  minutes: MINUTE_MS,
  elapsed: 1,
};

/** Nothing is walked day by day for longer; a loan that is later than this is not late on closed days any more. */
const MOST_DAYS = 36_600;

/** Lateness in the units of the policy. Not late is 0. */
export function lateUnits(lateness: Lateness, exact: LateSpan): number {
  if (exact.inAt <= exact.dueAt) return 0;
  const span = lateness.in === 'minutes' ? toMinutes(exact) : exact;
  const closed = lateness.closedTime === 'subtract-closed-dates' ? closedDates(span) : 0;
  const open = lateness.closedTime === 'open-only' ? openMillis(span) : null;
  switch (lateness.in) {
    case 'days':
      return open === null ? daysBetween(span) - closed : Math.floor(open / DAY_MS);
    case 'hours':
      return hoursOf((open ?? span.inAt - span.dueAt) - closed * DAY_MS);
    case 'minutes':
      return Math.floor((open ?? span.inAt - span.dueAt) / MINUTE_MS) - closed * 1440;
    case 'elapsed':
      return (open ?? span.inAt - span.dueAt) - closed * DAY_MS;
    default:
      return assertNever(lateness.in);
  }
}

function daysBetween({ dueAt, inAt, clock }: LateSpan): number {
  return dayOf(clock.toLocal(inAt)) - dayOf(clock.toLocal(dueAt));
}

/** Whole hours; less than one that has begun is one. */
function hoursOf(late: Millis): number {
  return late > 0 && late < HOUR_MS ? 1 : Math.trunc(late / HOUR_MS);
}

/** Closed dates from the due date to the return, both included. */
function closedDates({ dueAt, inAt, clock, times }: LateSpan): number {
  const { from, to } = daysOf(clock, dueAt, inAt);
  return times === null ? 0 : closedDaysIn(times, from, to).length;
}

/** Time inside openings between two moments. Openings that overlap count once. */
export function openMillis({ dueAt: start, inAt: end, times }: Omit<LateSpan, 'clock'>): Millis {
  if (times === null) return Math.max(end - start, 0);
  // The days of the openings are those of their own clock, which may not be the loan's.
  const { from, to } = daysOf(times.clock, start, end);
  let open = 0;
  let counted = start;
  // An opening of the day before, or of the one before that where it begins at 24:00, may still run.
  for (let day = from - 2; day <= to; day += 1) {
    for (const span of times.openingsOf(day)) {
      const until = Math.min(span.end, end);
      open += Math.max(until - Math.max(span.start, counted), 0);
      counted = Math.max(counted, until);
    }
  }
  return open;
}

function daysOf(clock: ZoneClock, dueAt: Instant, inAt: Instant): { readonly from: LocalDay; readonly to: LocalDay } {
  const from = dayOf(clock.toLocal(dueAt));
  return { from, to: Math.min(dayOf(clock.toLocal(inAt)), from + MOST_DAYS) };
}

/** Lateness in minutes does not look at the seconds of either end. */
function toMinutes(span: LateSpan): LateSpan {
  return { ...span, dueAt: minuteOf(span.dueAt), inAt: minuteOf(span.inAt) };
}

function minuteOf(at: Instant): Instant {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
