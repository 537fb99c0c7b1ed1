// Until when an item waits on the hold shelf: the period from when it was put there, and the effect of closed time on its end.
// It is worked out once; scanning the item again changes nothing. Source: loan rules, section 7 (shelf time).

import type { Instant } from '../../core/instant.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { addOpenDaysTo, addPeriod, daysOf } from '../due/add-period.ts';
import { avoidClosed } from '../due/avoid-closed.ts';
import type { ClosedQuestion } from '../due/closed-days.ts';
import type { DueFault } from '../due/due-run.ts';
import { isDayGranular, readPeriod, type PeriodFault, type StoredPeriod } from '../model/period.ts';

/** An item on the shelf of a library whose times are given; `now` is the moment of asking. */
export type ShelfQuestion = ClosedQuestion & {
  readonly waitingSince: Instant;
  readonly period: StoredPeriod;
};

/** When the wait ends. */
export function shelfExpiry(question: ShelfQuestion): Result<Instant, PeriodFault | DueFault> {
  const { waitingSince, times, shaping } = question;
  const period = readPeriod(question.period);
  if (typeof period === 'string') return err(period);
  const days = daysOf(period);
  const onlyOpen = days !== null && (shaping.closedDayMode === 'skip_closed_days' || !shaping.closedDaysCount);
  const end = onlyOpen
    ? addOpenDaysTo(times, waitingSince, days)
    : addPeriod(times.clock, waitingSince, period, 'wall-clock');
  if (end === null) return err('NO_OPEN_DAYS');
  const closed = avoidClosed(question, end, isDayGranular(period) ? 'day' : 'time');
  return closed.failure === null ? ok(closed.dueAt) : err(closed.failure);
}
