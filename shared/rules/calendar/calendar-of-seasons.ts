// Calendars that each hold from one date to another, as one: the hours of every date are written down. Dates that no season holds for are
// closed, because nobody knows their hours.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import type { Calendar, Opening, WeeklyHours } from '../model/calendar.ts';
import { midnightOf, readDay, writeDay, writeLocalTime, type LocalDay } from './local-time.ts';
import { openingTimes, type OpeningTimes } from './opening-times.ts';

/** A calendar with the local dates that it holds from and to, both included. */
export type Season = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly calendar: Calendar;
};

/** No search for an open day looks further; a season that runs longer is cut there. */
const MOST_DAYS = 4_000;

const NEVER: WeeklyHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

/** The seasons of one branch as one calendar, the first of the list where two overlap; null = there are none. */
export function calendarOfSeasons(seasons: readonly Season[]): Calendar | null {
  const [first] = seasons;
  if (first === undefined) return null;
  const dates = new Map<string, Calendar['exceptions'][number]>();
  for (const season of seasons) for (const one of datesOf(season)) if (!dates.has(one.date)) dates.set(one.date, one);
  return { zone: first.calendar.zone, weekly: NEVER, yearly: [], closures: [], exceptions: [...dates.values()] };
}

function datesOf({ name, from, to, calendar }: Season): Calendar['exceptions'] {
  const times = openingTimes(calendar);
  if (times === null) return [];
  const [first, last] = [readDay(from), readDay(to)];
  const length = Math.max(0, Math.min(last - first + 1, MOST_DAYS));
  return Array.from({ length }, (_, index) => dateOf(times, first + index, name));
}

function dateOf(times: OpeningTimes, day: LocalDay, name: string): Calendar['exceptions'][number] {
  const closed = times.closedBy(day);
  const timeOf = (at: Instant) => timeOfDay(times.clock.toLocal(at), day);
  const hours: Opening[] = times.openingsOf(day).map(({ start, end }) => ({ open: timeOf(start), close: timeOf(end) }));
  return { date: writeDay(day), hours, name: closed?.kind === 'named' ? closed.name : name };
}

/** A time of a day, or of the night after it; midnight at its end is 24:00. */
function timeOfDay(time: number, day: LocalDay): string {
  if (time === midnightOf(day + 1)) return '24:00';
  const text = writeLocalTime(time).slice(11);
  const seconds = Math.floor((((time % MINUTE_MS) + MINUTE_MS) % MINUTE_MS) / 1000);
  return seconds === 0 ? text : `${text}:${String(seconds).padStart(2, '0')}`;
}
