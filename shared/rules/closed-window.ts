// Applies an emergency closing to rules and due moments: the calendars get a closure, and a moment in the window is
// moved as the policy moves dates on closed time. A policy that keeps such dates keeps this one.

import { hashedId } from '../core/digest.ts';
import type { Instant } from '../core/instant.ts';
import { ruleSetVersion, type RuleSetVersion } from '../core/ids.ts';
import { hoursWithout, type OpeningTimes } from './calendar/opening-times.ts';
import { dayOf, midnightOf, readDay, readLocalTime, writeLocalTime } from './calendar/local-time.ts';
import { zoneClock } from './calendar/zone-clock.ts';
import { avoidClosed } from './due/avoid-closed.ts';
import { endOfLocalDay } from './due/end-of-day.ts';
import { shapingOf } from './due/shaping-of.ts';
import type { Calendar } from './model/calendar.ts';
import type { Policy } from './model/policy.ts';
import type { ShapingTerms } from './model/policy/shaping.ts';
import type { RuleSet } from './model/rule-set.ts';
import { namer } from './resolve/named.ts';

/** A window in which branches are closed. */
export type ClosedWindow = {
  readonly branches: readonly string[];
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly reason: string;
};

/** The same rules with the window closed, under a version of their own. */
export function withClosedWindow(rules: RuleSet, window: ClosedWindow, version: RuleSetVersion): RuleSet {
  const closed = new Set(window.branches);
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast': {
      const branches = rules.branches.map((branch) =>
        closed.has(branch.id) && branch.calendar !== null
          ? { ...branch, calendar: closedDuring(branch.calendar, window) }
          : branch,
      );
      return { ...rules, version, branches };
    }
    case 'folio': {
      const named = namer(rules.desks ?? []);
      const desks = new Set([...closed].map((branch) => named(branch) ?? branch));
      const calendars = rules.calendars.map((dated) =>
        dated.desks.some((desk) => desks.has(desk))
          ? { ...dated, calendar: closedDuring(dated.calendar, window) }
          : dated,
      );
      return { ...rules, version, calendars };
    }
    case 'koha': {
      const open: Calendar = { zone: rules.zone, weekly: null, yearly: [], closures: [], exceptions: [] };
      const own = [...closed].map((branch) => [branch, closedDuring(rules.calendars[branch] ?? open, window)] as const);
      return { ...rules, version, calendars: { ...rules.calendars, ...Object.fromEntries(own) } };
    }
  }
}

/** The same under the version that follows from the rules and the window: every desk and server that closes these rules for it makes the same ones. */
export function closedRules(rules: RuleSet, window: ClosedWindow): RuleSet {
  const { branches, from, to, reason } = window;
  const version = ruleSetVersion(hashedId('closing', rules.version, branches.join(' '), from, to, reason));
  return withClosedWindow(rules, window, version);
}

/** Days with hours of their own do not stand against an emergency, nor does the night of the day before it. */
function closedDuring(calendar: Calendar, { from, to, reason }: ClosedWindow): Calendar {
  const clock = zoneClock(calendar.zone);
  if (clock === null) return calendar;
  const [start, end] = [writeLocalTime(clock.toLocal(from)), writeLocalTime(clock.toLocal(to))];
  const closed = { start: readLocalTime(start), end: readLocalTime(end) };
  return {
    ...calendar,
    closures: [...calendar.closures, { from: start, to: end, name: reason }],
    exceptions: calendar.exceptions.flatMap((exception) => {
      const day = readDay(exception.date);
      // A whole day in the window is closed by it, and by its name.
      if (closed.start <= midnightOf(day) && midnightOf(day + 1) <= closed.end) return [];
      return { ...exception, hours: hoursWithout(exception.hours, exception.date, closed) };
    }),
  };
}

/** Modes that leave a date where it is, closed or not. */
const KEPT: ReadonlySet<ShapingTerms['closedDayMode']> = new Set(['keep_exact', 'ignore', 'end_of_due_day']);

/** Where a due moment that lies in a window moves to. `until` is the end of the window, `times` know of it. */
export function outOfWindow(
  policy: Pick<Policy, 'grain' | 'terms'>,
  dueAt: Instant,
  { times, until }: { readonly times: OpeningTimes; readonly until: Instant },
): Instant {
  const shaping = policy.terms?.shaping ?? shapingOf('holdfast', null);
  if (KEPT.has(shaping.closedDayMode)) return dueAt;
  const moved = avoidClosed({ now: dueAt, times, shaping }, dueAt, policy.grain);
  if (moved.dueAt !== null && (moved.dueAt < dueAt || moved.dueAt >= until)) return moved.dueAt;
  // The day began open: a loan due at its end, or in its closed hours, is due when the branch is open again, or on that day.
  if (policy.grain === 'time') return times.nextOpening(until)?.start ?? dueAt;
  const last = dayOf(times.clock.toLocal(until - 1));
  const opensAgain = times.openingsOf(last).some(({ end }) => end > until);
  const day = opensAgain ? last : times.nextOpenDay(last);
  return day === null ? dueAt : endOfLocalDay({ times, shaping }, day);
}

/** Until when a copy waits on the shelf whose wait ends in a window: the end of the next open day. */
export function waitPastWindow(waitsUntil: Instant, times: OpeningTimes, until: Instant): Instant {
  return outOfWindow({ grain: 'day' }, waitsUntil, { times, until });
}
