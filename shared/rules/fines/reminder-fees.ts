// Fees for reminders: each reminder sent costs, and the days late in between cost nothing.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { dayOf, midnightOf } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { addPeriod } from '../due/add-period.ts';
import type { OverdueTerms } from '../model/policy/overdue.ts';

/** A reminder and when it is sent. */
export type Reminder = { readonly at: Instant; readonly feeMinor: MinorUnits };

/** When each reminder of a loan is sent. Where closed days do not count, one that would fall on such a day waits for the next open one. */
export function remindersOf(
  { reminders, lateness }: Pick<OverdueTerms, 'reminders' | 'lateness'>,
  dueAt: Instant,
  { clock, times: allTimes }: { readonly clock: ZoneClock; readonly times: OpeningTimes | null },
): Reminder[] {
  const times = lateness.closedTime === 'count' ? null : allTimes;
  let at = dueAt;
  return reminders.map(({ after, feeMinor }) => {
    at = toOpenDay(addPeriod(clock, at, after, 'wall-clock'), clock, times);
    return { at, feeMinor };
  });
}

/** The reminders that have been sent by a moment, and their cost together. */
export function reminderFees(sent: readonly Reminder[], by: Instant): { count: number; amountMinor: MinorUnits } {
  const due = sent.filter(({ at }) => at <= by);
  return { count: due.length, amountMinor: due.reduce((sum, { feeMinor }) => sum + feeMinor, 0) };
}

function toOpenDay(at: Instant, clock: ZoneClock, times: OpeningTimes | null): Instant {
  if (times === null || times.isOpenAt(at)) return at;
  const local = clock.toLocal(at);
  const day = dayOf(local);
  const open = times.isOpenDay(day) ? day : times.nextOpenDay(day);
  return open === null ? at : clock.toInstant(local + midnightOf(open - day));
}
