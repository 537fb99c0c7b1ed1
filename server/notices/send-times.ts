// When notices go out, on the clock and the calendar of a branch: notices of a day at one hour of an open day, all others outside the quiet hours.
// Pure. Days without a calendar count as open.

import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import { dayOf, midnightOf, readTimeOfDay, type LocalDay } from '../../shared/rules/calendar/local-time.ts';
import type { OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import { UTC, zoneClock, type ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';
import type { LadderStep, MailSettings } from './mail-settings.ts';

/** The clock of a branch, and the days on which it is open. */
export type BranchDays = {
  readonly clock: ZoneClock;
  readonly isOpenDay: (day: LocalDay) => boolean;
};

type Hours = Pick<MailSettings, 'sendAt' | 'quiet'>;

/** A notice does not wait longer for an open day: a branch may be closed for a summer. */
const MOST_CLOSED_DAYS = 14;

/** `times`: null where the branch has no calendar. */
export function branchDays(times: OpeningTimes | null, zone: string): BranchDays {
  if (times !== null) return { clock: times.clock, isOpenDay: (day) => times.isOpenDay(day) };
  return { clock: zoneClock(zone) ?? UTC, isOpenDay: () => true };
}

/** Notices ahead of a date go out before a closed day, all others after it. */
export type Direction = 'ahead' | 'after';

/** When a notice of a day goes out. */
export function sendTimeOf(
  days: BranchDays,
  day: LocalDay,
  way: Direction,
  { sendAt }: Pick<Hours, 'sendAt'>,
): Instant {
  const open = nearestOpen(days, day, way === 'ahead' ? -1 : 1);
  return days.clock.toInstant(midnightOf(open) + readTimeOfDay(sendAt));
}

function nearestOpen({ isOpenDay }: BranchDays, day: LocalDay, step: 1 | -1): LocalDay {
  for (let n = 0; n <= MOST_CLOSED_DAYS; n += 1) if (isOpenDay(day + n * step)) return day + n * step;
  return day;
}

/** The first moment at or after another at which anything may be sent. */
export function allowedAt(days: BranchDays, at: Instant, hours: Hours): Instant {
  let moment = at;
  // Each turn moves it on to the end of quiet hours, or to an open day.
  for (let turn = 0; turn < 3; turn += 1) {
    const next = afterQuiet(days, moment, hours);
    const day = dayOf(days.clock.toLocal(next));
    const open = nearestOpen(days, day, 1);
    if (open === day) return next;
    moment = days.clock.toInstant(midnightOf(open) + readTimeOfDay(hours.sendAt));
  }
  return moment;
}

function afterQuiet({ clock }: BranchDays, at: Instant, { quiet }: Hours): Instant {
  const local = clock.toLocal(at);
  const [from, to] = [readTimeOfDay(quiet.from), readTimeOfDay(quiet.to)];
  const time = local - midnightOf(dayOf(local));
  const end = midnightOf(dayOf(local)) + to;
  if (from < to) return time >= from && time < to ? clock.toInstant(end) : at;
  if (from > to && time >= from) return clock.toInstant(end + DAY_MS);
  return from > to && time < to ? clock.toInstant(end) : at;
}

/**
 * When a step of a ladder is due for a loan, and when it may be sent; null where it is of loans by another measure. One ahead of an hour is not held
 * back by quiet hours: after them it would be too late.
 */
export function stepTime(
  days: BranchDays,
  { step, dueAt, isByHour, way }: { step: LadderStep; dueAt: Instant; isByHour: boolean; way: Direction },
  hours: Hours,
): { readonly dueAt: Instant; readonly sendAt: Instant } | null {
  if ('hours' in step !== isByHour) return null;
  const sign = way === 'ahead' ? -1 : 1;
  if ('hours' in step) {
    const at = dueAt + sign * step.hours * HOUR_MS;
    return { dueAt: at, sendAt: way === 'ahead' ? at : allowedAt(days, at, hours) };
  }
  const at = sendTimeOf(days, dayOf(days.clock.toLocal(dueAt)) + sign * step.days, way, hours);
  return { dueAt: at, sendAt: at };
}

/**
 * The days whose notices go out in a time that ends with `to` and does not include `from`: each with the days that closed days moved to it. For
 * reading no more than the due rows.
 */
export function daysSentIn(
  days: BranchDays,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  way: Direction,
  hours: Pick<Hours, 'sendAt'>,
): LocalDay[] {
  const [first, last] = [dayOf(days.clock.toLocal(from)), dayOf(days.clock.toLocal(to))];
  const found: LocalDay[] = [];
  for (let day = first - MOST_CLOSED_DAYS; day <= last + MOST_CLOSED_DAYS; day += 1) {
    const at = sendTimeOf(days, day, way, hours);
    if (at > from && at <= to) found.push(day);
  }
  return found;
}

/** The times that some days of a branch span. */
export function spanOfDays({ clock }: BranchDays, days: readonly LocalDay[]): { from: Instant; to: Instant } | null {
  if (days.length === 0) return null;
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return { from: clock.toInstant(midnightOf(first)), to: clock.toInstant(midnightOf(last + 1)) + MINUTE_MS };
}
