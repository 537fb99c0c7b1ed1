// When a branch is open, asked of its calendar. Order for one date: exception, then closures, yearly days and closed weekdays, then weekly hours.
// Answers are kept per day inside the value that `openingTimes` makes, so make it once for a batch of questions.

import { DAY_MS, MINUTE_MS, type Instant, type Millis } from '../../core/instant.ts';
import type { Calendar, Opening, WeeklyHours } from '../model/calendar.ts';
import {
  dayOf,
  midnightOf,
  readDay,
  readLocalTime,
  readTimeOfDay,
  weekdayOf,
  WEEKDAYS,
  writeDay,
  writeLocalTime,
  writeTimeOfDay,
  type LocalDay,
  type LocalTime,
  type Weekday,
} from './local-time.ts';
import { joinTouching } from './join-touching.ts';
import { zoneClock, type ZoneClock } from './zone-clock.ts';

/** An opening; the end is not included. */
export type Span = { readonly start: Instant; readonly end: Instant };

/** The cause of a closed day: a named closing, or a weekday that has no hours. */
export type ClosedBy = { readonly kind: 'named'; readonly name: string } | { readonly kind: 'weekday' };

/** The hours that a weekday has in ordinary weeks, from its first opening to its last closing, in milliseconds after its midnight. */
export type WeekdayHours = { readonly opens: Millis; readonly closes: Millis };

export type OpeningTimes = {
  readonly clock: ZoneClock;
  /** Whether the weekday is closed in every ordinary week. */
  isClosedWeekday(weekday: Weekday): boolean;
  /** The hours of a weekday, whether or not a date is closed; null when none are known. */
  hoursOfWeekday(weekday: Weekday): WeekdayHours | null;
  /** Whether an opening begins on the day. */
  isOpenDay(day: LocalDay): boolean;
  /** Why no opening begins on the day; null when one does. */
  closedBy(day: LocalDay): ClosedBy | null;
  /** Openings that begin on the day, in order; one may end on the next day. */
  openingsOf(day: LocalDay): readonly Span[];
  /** Whether the branch is open at an instant. */
  isOpenAt(at: Instant): boolean;
  /** The opening that an instant is in, joined with those that touch its end, also across midnight. */
  openingAt(at: Instant): Span | null;
  /** The first opening that begins at or after an instant; null when the search limit finds none. */
  nextOpening(after: Instant): Span | null;
  /** When the branch last went from open to closed, at or before an instant; null where that was longer ago than `JOIN_DAYS` open days. */
  lastClosing(at: Instant): Instant | null;
  /** Until when the night goes on that a closure which ends at an instant closes too; the instant itself where there is none. */
  nightAfter(closedUntil: Instant): Instant;
  /** The first open day after a day; null when the search limit finds none. */
  nextOpenDay(day: LocalDay): LocalDay | null;
  /** The last open day before a day; null when the search limit finds none. */
  previousOpenDay(day: LocalDay): LocalDay | null;
  /** The closure that an instant is in, also outside of opening hours; null when it is in none. */
  closureAt(at: Instant): { readonly name: string; readonly end: Instant } | null;
  /**
   * Whether a charge that falls on this instant falls on a closed day: no opening begins on its day, or a closure
   * covers it. An opening that runs past midnight into a closed day is still open.
   */
  isClosedAt(at: Instant): boolean;
};

/** How many days a search looks through before it answers that there is no open day. */
export const SEARCH_DAYS = 3660;

/** How many days of touching openings are joined; a branch that never closes has one opening of this length. */
const JOIN_DAYS = 400;

type LocalSpan = { readonly start: LocalTime; readonly end: LocalTime };
type NamedSpan = LocalSpan & { readonly name: string };

/** The opening times of a calendar; null when its zone does not exist. */
export function openingTimes(calendar: Calendar): OpeningTimes | null {
  const clock = zoneClock(calendar.zone);
  return clock === null ? null : timesBy(clock, { on: () => calendar, all: [calendar] });
}

/** A calendar with the local dates that it holds from and to, both included. */
export type Season = { readonly from: string; readonly to: string; readonly calendar: Calendar };

const NEVER: WeeklyHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

/**
 * The opening times of calendars that each hold for a time, the first of the list where two overlap. Dates without a
 * calendar are closed, because their hours are not known. Null where there is no calendar, or the zone does not exist.
 */
export function seasonalTimes(seasons: readonly Season[]): OpeningTimes | null {
  const [first] = seasons;
  const clock = first === undefined ? null : zoneClock(first.calendar.zone);
  if (first === undefined || clock === null) return null;
  const none: Calendar = { ...first.calendar, weekly: NEVER, yearly: [], closures: [], exceptions: [] };
  const ranges = seasons.map(({ from, to, calendar }) => ({ from: readDay(from), to: readDay(to), calendar }));
  const on = (day: LocalDay) => ranges.find(({ from, to }) => from <= day && day <= to)?.calendar ?? none;
  return timesBy(clock, { on, all: seasons.map(({ calendar }) => calendar) });
}

/** Which calendar holds on a day, and all that do on some. */
type CalendarsByDay = { readonly on: (day: LocalDay) => Calendar; readonly all: readonly Calendar[] };

function timesBy(clock: ZoneClock, { on, all }: CalendarsByDay): OpeningTimes {
  const local = keep((day) => localOpenings(on(day), day));
  const openingsOf = keep((day: LocalDay) =>
    local(day)
      .map((span) => ({ start: clock.toInstant(span.start), end: clock.toInstant(span.end) }))
      .filter((span) => span.start < span.end),
  );
  const areHoursKnown = (day: LocalDay) => on(day).weekly !== null || exceptionOn(on(day), day) !== null;
  const endJoined = keep((end: Instant) => joinedEnd({ clock, openingsOf, areHoursKnown }, end));
  // An opening that only goes on into the next day, or begins in an hour that the clock jumps over, does not open its day.
  const isOpenDay = keep((day) => openingsOf(day).some(({ start }) => start < clock.toInstant(midnightOf(day + 1))));
  const step = (day: LocalDay, direction: 1 | -1) => walkToOpenDay(all, isOpenDay, { day, direction });
  const dayAt = (at: Instant) => dayOf(clock.toLocal(at));
  return {
    clock,
    isClosedWeekday: (weekday) => all.every((calendar) => isClosedWeekday(calendar, weekday)),
    hoursOfWeekday: (weekday) => ordinaryHours(all, weekday),
    isOpenDay,
    closedBy: (day) => (isOpenDay(day) ? null : closedBy(on(day), day)),
    openingsOf,
    isOpenAt: (at) => coveringOpening({ clock, openingsOf }, at) !== null,
    openingAt: (at) => {
      const found = coveringOpening({ clock, openingsOf }, at);
      return found === null ? null : { start: found.start, end: endJoined(found.end) };
    },
    nextOpening: (after) => nextOpening(openingsOf, (day) => step(day, 1), { day: dayAt(after), after }),
    lastClosing: (at) => lastClosing({ clock, openingsOf }, (day) => step(day, -1), at),
    nightAfter: (closedUntil) => {
      const end = nightAfter(on, clock.toLocal(closedUntil));
      return end === null || coveringOpening({ clock, openingsOf }, closedUntil) !== null
        ? closedUntil
        : clock.toInstant(end);
    },
    nextOpenDay: (day) => step(day, 1),
    previousOpenDay: (day) => step(day, -1),
    closureAt: (at) => {
      const closure = closureAt(on(dayAt(at)), clock.toLocal(at));
      return closure === null ? null : { name: closure.name, end: clock.toInstant(closure.end) };
    },
    isClosedAt: (at) =>
      (!isOpenDay(dayAt(at)) || closureAt(on(dayAt(at)), clock.toLocal(at)) !== null) &&
      coveringOpening({ clock, openingsOf }, at) === null,
  };
}

function keep<T>(compute: (of: number) => T): (of: number) => T {
  const known = new Map<number, T>();
  return (of) => {
    const kept = known.get(of);
    if (kept !== undefined) return kept;
    const value = compute(of);
    known.set(of, value);
    return value;
  };
}

function localOpenings(calendar: Calendar, day: LocalDay): LocalSpan[] {
  const whole = wholeOpenings(calendar, day);
  if (exceptionOn(calendar, day) !== null) return whole;
  const closed = closuresDuring(calendar, { start: midnightOf(day), end: midnightOf(day + 2) });
  const left = closed.reduce<LocalSpan[]>((spans, closure) => spans.flatMap((span) => cutOut(span, closure)), whole);
  return withoutNight(left, { whole, day, isAlwaysOpen: runsIntoNextDay(calendar, whole, day) });
}

/** The openings of a day before closures take of them. */
function wholeOpenings(calendar: Calendar, day: LocalDay): LocalSpan[] {
  const exception = exceptionOn(calendar, day);
  if (exception !== null) return spansOf(exception.hours, day);
  const weekday = weekdayOf(day);
  if (isClosedWeekday(calendar, weekday)) return [];
  return spansOf(calendar.weekly === null ? ALL_DAY : calendar.weekly[weekday], day);
}

/** The end of an opening that would run through a moment into the day after its own; null where none would. */
function nightAfter(on: CalendarsByDay['on'], at: LocalTime): LocalTime | null {
  const nights = [dayOf(at) - 1, dayOf(at)].flatMap((day) =>
    wholeOpenings(on(day), day).filter(({ start, end }) => start < at && at < end && end > midnightOf(day + 1)),
  );
  return nights.length === 0 ? null : Math.max(...nights.map(({ end }) => end));
}

/** The hours of a day outside a closed span. An opening that would begin after midnight is not of that day. */
export function hoursWithout(hours: readonly Opening[], date: string, closed: LocalSpan): Opening[] {
  const day = readDay(date);
  const midnight = midnightOf(day);
  return spansOf(hours, day)
    .flatMap((span) => cutOut(span, closed))
    .filter(({ start }) => start < midnight + DAY_MS)
    .map(({ start, end }) => ({
      open: writeTimeOfDay(start - midnight),
      close: writeTimeOfDay(end - midnight > DAY_MS ? end - midnight - DAY_MS : end - midnight),
    }));
}

/**
 * The openings that closures leave, without a night on its own: the night after an evening belongs to the day of the
 * evening, so a closure that lasts to midnight closes it too, and it does not begin on its own where nothing of its day
 * was open.
 */
function withoutNight(
  left: LocalSpan[],
  {
    whole,
    day,
    isAlwaysOpen,
  }: { readonly whole: readonly LocalSpan[]; readonly day: LocalDay; readonly isAlwaysOpen: boolean },
): LocalSpan[] {
  const midnight = midnightOf(day + 1);
  const isCut = ({ start }: LocalSpan) => !whole.some((span) => span.start === start);
  const isNight = ({ start, end }: LocalSpan) => end > midnight && start >= midnight - MINUTE_MS;
  if (isAlwaysOpen || !left.some((span) => isCut(span) && isNight(span))) return left;
  const opens = left.some((span) => !isNight(span));
  return left.filter((span) => !isCut(span) || !isNight(span) || (opens && span.start > midnight));
}

/** Whether the hours go on past midnight until those of the next day: then no night ends them. */
function runsIntoNextDay({ weekly }: Calendar, whole: readonly LocalSpan[], day: LocalDay): boolean {
  if (weekly === null) return true;
  const latest = Math.max(...whole.map(({ end }) => end));
  return spansOf(weekly[weekdayOf(day + 1)], day + 1).some(({ start }) => start <= latest);
}

const ALL_DAY: readonly Opening[] = [{ open: '00:00', close: '24:00' }];

function isClosedWeekday({ weekly, closedWeekdays }: Calendar, weekday: Weekday): boolean {
  return closedWeekdays?.includes(weekday) === true || (weekly !== null && weekly[weekday].length === 0);
}

function hoursOfWeekday({ weekly }: Calendar, weekday: Weekday): WeekdayHours | null {
  const spans = weekly === null ? [] : spansOf(weekly[weekday], 0);
  const [first] = spans;
  // Open around the clock is never closing.
  if (first === undefined || first.end - first.start >= DAY_MS) return null;
  return { opens: Math.min(...spans.map(({ start }) => start)), closes: Math.max(...spans.map(({ end }) => end)) };
}

/** Hours that differ by season are no ordinary ones. */
function ordinaryHours(all: readonly Calendar[], weekday: Weekday): WeekdayHours | null {
  const [only] = all;
  return only === undefined || all.length > 1 ? null : hoursOfWeekday(only, weekday);
}

function spansOf(hours: readonly Opening[], day: LocalDay): LocalSpan[] {
  const spans = hours.map(({ open, close }) => {
    const [start, end] = [readTimeOfDay(open), readTimeOfDay(close)];
    const midnight = midnightOf(day);
    return { start: midnight + start, end: midnight + (end <= start ? end + DAY_MS : end) };
  });
  return joinTouching(spans);
}

/** Closures and yearly closed days that overlap a span, in no order. */
function closuresDuring(calendar: Calendar, span: LocalSpan): NamedSpan[] {
  const [start, end] = [writeLocalTime(span.start), writeLocalTime(span.end)];
  const closures = calendar.closures
    .filter((closure) => closure.from < end && closure.to > start)
    .map(({ from, to, name }) => ({ start: readLocalTime(from), end: readLocalTime(to), name }));
  for (let day = dayOf(span.start); midnightOf(day) < span.end; day += 1) {
    const yearly = yearlyOn(calendar, day);
    if (yearly !== null) closures.push({ start: midnightOf(day), end: midnightOf(day + 1), name: yearly.name });
  }
  return closures;
}

function cutOut(span: LocalSpan, closure: LocalSpan): LocalSpan[] {
  if (closure.end <= closure.start || closure.end <= span.start || closure.start >= span.end) return [span];
  const before = { start: span.start, end: closure.start };
  const after = { start: closure.end, end: span.end };
  return [before, after].filter((part) => part.start < part.end);
}

function exceptionOn(calendar: Calendar, day: LocalDay): Calendar['exceptions'][number] | null {
  if (calendar.exceptions.length === 0) return null;
  const date = writeDay(day);
  return calendar.exceptions.find((exception) => exception.date === date) ?? null;
}

function yearlyOn(calendar: Calendar, day: LocalDay): Calendar['yearly'][number] | null {
  if (calendar.yearly.length === 0) return null;
  const monthAndDay = writeDay(day).slice(5);
  return calendar.yearly.find((yearly) => yearly.day === monthAndDay) ?? null;
}

function closedBy(calendar: Calendar, day: LocalDay): ClosedBy {
  const exception = exceptionOn(calendar, day);
  if (exception !== null) return { kind: 'named', name: exception.name };
  const [start, end] = [writeLocalTime(midnightOf(day)), writeLocalTime(midnightOf(day + 1))];
  const hasHours = !isClosedWeekday(calendar, weekdayOf(day));
  const closure = calendar.closures.find(({ from, to }) =>
    hasHours ? from < end && to > start && from < to : from <= start && to >= end,
  );
  const name = closure?.name ?? yearlyOn(calendar, day)?.name;
  return name === undefined ? { kind: 'weekday' } : { kind: 'named', name };
}

function closureAt(calendar: Calendar, time: LocalTime): NamedSpan | null {
  if (exceptionOn(calendar, dayOf(time)) !== null) return null;
  const during = closuresDuring(calendar, { start: time, end: time + MINUTE_MS });
  const covering = during.filter((one) => one.start <= time && time < one.end);
  return covering.toSorted((a, b) => b.end - a.end)[0] ?? null;
}

type DayOpenings = { readonly clock: ZoneClock; readonly openingsOf: OpeningTimes['openingsOf'] };

function coveringOpening(days: DayOpenings, at: Instant): Span | null {
  const day = dayOf(days.clock.toLocal(at));
  // An opening that begins at 24:00 and one that runs past midnight may still cover the day after the next.
  for (const near of [day - 2, day - 1, day]) {
    for (const span of days.openingsOf(near)) if (span.start <= at && at < span.end) return span;
  }
  return null;
}

/** Where an opening ends with those that touch it. Known hours do not run on into days with unknown hours. */
function joinedEnd(
  days: DayOpenings & { readonly areHoursKnown: (day: LocalDay) => boolean },
  first: Instant,
): Instant {
  const from = dayOf(days.clock.toLocal(first));
  const isKnown = days.areHoursKnown(dayOf(days.clock.toLocal(first) - 1));
  let end = first;
  for (let day = from - 2; day < from + JOIN_DAYS; day += 1) {
    if (day > from && days.clock.toInstant(midnightOf(day)) > end) return end;
    if (isKnown && !days.areHoursKnown(day)) continue;
    for (const span of days.openingsOf(day)) if (span.start <= end && span.end > end) end = span.end;
  }
  return end;
}

function nextOpening(
  openingsOf: OpeningTimes['openingsOf'],
  nextOpenDay: (day: LocalDay) => LocalDay | null,
  from: { readonly day: LocalDay; readonly after: Instant },
): Span | null {
  const near = [from.day - 1, from.day].flatMap(openingsOf).filter((span) => span.start >= from.after);
  const [soonest] = near.toSorted((a, b) => a.start - b.start);
  if (soonest !== undefined) return soonest;
  const day = nextOpenDay(from.day);
  return day === null ? null : (openingsOf(day)[0] ?? null);
}

function lastClosing(
  days: DayOpenings,
  previousOpenDay: (day: LocalDay) => LocalDay | null,
  at: Instant,
): Instant | null {
  let day: LocalDay | null = dayOf(days.clock.toLocal(at));
  for (let looked = 0; day !== null && looked < JOIN_DAYS; looked += 1) {
    const ends = days
      .openingsOf(day)
      .flatMap(({ end }) => (end <= at && coveringOpening(days, end) === null ? [end] : []));
    if (ends.length > 0) return Math.max(...ends);
    day = previousOpenDay(day);
  }
  return null;
}

function walkToOpenDay(
  all: readonly Calendar[],
  isOpenDay: (day: LocalDay) => boolean,
  from: { readonly day: LocalDay; readonly direction: 1 | -1 },
): LocalDay | null {
  const hasHours = all.some((calendar) => WEEKDAYS.some((weekday) => !isClosedWeekday(calendar, weekday)));
  if (!hasHours) return nearestException(all, isOpenDay, from);
  for (let steps = 1; steps <= SEARCH_DAYS; steps += 1) {
    const day = from.day + steps * from.direction;
    if (isOpenDay(day)) return day;
  }
  return null;
}

/** Where no weekday has hours, only exceptions can be open: no need to walk to the search limit to find that none is. */
function nearestException(
  all: readonly Calendar[],
  isOpenDay: (day: LocalDay) => boolean,
  from: { readonly day: LocalDay; readonly direction: 1 | -1 },
): LocalDay | null {
  const ahead = all
    .flatMap(({ exceptions }) => exceptions)
    .filter((exception) => exception.hours.length > 0)
    .map((exception) => readDay(exception.date))
    .filter((day) => (day - from.day) * from.direction > 0 && Math.abs(day - from.day) <= SEARCH_DAYS)
    .filter(isOpenDay);
  return ahead.toSorted((a, b) => (a - b) * from.direction)[0] ?? null;
}
