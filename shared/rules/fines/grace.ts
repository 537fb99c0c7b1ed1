// Grace: lateness that costs nothing, and its extension by closed days. Source: loan rules, 1.2 (grace extension) and section 6.

import { DAY_MS, type Instant, type Millis } from '../../core/instant.ts';
import { dayOf } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { Grace } from '../model/policy/overdue.ts';
import { rateMillis } from './rate-period.ts';

/** Lateness that is left after grace, in the unit that both are in. Late by exactly the grace is not late. */
export function afterGrace(late: number, grace: number, mode: Grace['mode']): number {
  if (late <= grace) return 0;
  return mode === 'subtracted' ? late - grace : late;
}

/** How many days a grace period is followed through closed time. */
const MOST_DAYS = 366;

/**
 * The grace of a loan, with the closed days that belong to it. Days are added as 24 hours, so that grace stays a length of time.
 * Grace under a day is never extended, and neither is it where the library is never open.
 */
export function extendedGrace(grace: Grace, dueAt: Instant, times: OpeningTimes | null): Millis {
  const plain = rateMillis(grace.period);
  if (grace.extend === 'none' || plain < DAY_MS || times === null) return plain;
  const isClosed = (at: Instant) => !times.isOpenDay(dayOf(times.clock.toLocal(at))) && !times.isOpenAt(at);
  const end =
    grace.extend === 'all' ? throughOpenDays(plain, dueAt, isClosed) : throughClosedDays(plain, dueAt, isClosed);
  if (end === null) return plain;
  return grace.intoClosed ? (throughClosedDays(end + DAY_MS, dueAt, isClosed) ?? end + DAY_MS) - DAY_MS : end;
}

type ClosedAt = (at: Instant) => boolean;

/** Runs on while the day that it ends on is closed; null when there is no open day. */
function throughClosedDays(length: Millis, dueAt: Instant, isClosed: ClosedAt): Millis | null {
  for (let added = 0; added <= MOST_DAYS; added += 1) {
    if (!isClosed(dueAt + length + added * DAY_MS)) return length + added * DAY_MS;
  }
  return null;
}

/** Every closed day from the day after the due day on is added; null when there is no open day. */
function throughOpenDays(plain: Millis, dueAt: Instant, isClosed: ClosedAt): Millis | null {
  let length = plain;
  let closedInARow = 0;
  for (let day = DAY_MS; day <= length && closedInARow <= MOST_DAYS; day += DAY_MS) {
    const closed = isClosed(dueAt + day);
    if (closed) length += DAY_MS;
    closedInARow = closed ? closedInARow + 1 : 0;
  }
  return closedInARow > MOST_DAYS ? null : length;
}
