// The demo library's time: days around now in its zone, terms, and the dates on which loans by the term fall due. All of it follows from now,
// so that the library is never out of date.

import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';

/** A span of starting moments with the moment at which loans that start in it fall due. */
export type TermRange = { readonly from: Instant; readonly to: Instant; readonly due: Instant };

/** Times of one demo library. */
export type DemoTime = {
  readonly now: Instant;
  readonly zone: string;
  readonly today: Temporal.PlainDate;
  /** 23:59:59 of a day, counted from today. */
  readonly endOfDay: (daysAhead: number) => Instant;
  readonly semesters: readonly TermRange[];
  readonly years: readonly TermRange[];
};

/** Years before and after the present one that terms are made for. */
const YEARS = [-2, -1, 0, 1, 2, 3];

/** The times of a demo library at a moment. */
export function demoTime(now: Instant, zone: string): DemoTime {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const ends = new Map<number, Instant>();
  const endOfDay = (daysAhead: number): Instant => {
    const known = ends.get(daysAhead);
    if (known !== undefined) return known;
    const end = endOf(today.add({ days: daysAhead }), zone);
    ends.set(daysAhead, end);
    return end;
  };
  const years = YEARS.map((step) => today.year + step);
  return {
    now,
    zone,
    today,
    endOfDay,
    semesters: years.flatMap((year) => semestersOf(year, zone)),
    years: years.map((year) => academicYear(year, zone)),
  };
}

/** The range that a loan of this moment belongs to. */
export function dueIn(ranges: readonly TermRange[], at: Instant): TermRange | null {
  return ranges.find((range) => range.from <= at && at <= range.to) ?? null;
}

/** Loans until the end of the term; those of its last three weeks run until the end of the next. */
function semestersOf(year: number, zone: string): TermRange[] {
  const fallEnd = fridayFrom(Temporal.PlainDate.from({ year, month: 12, day: 9 }));
  const springEnd = fridayFrom(Temporal.PlainDate.from({ year, month: 5, day: 10 }));
  const summerEnd = fridayFrom(Temporal.PlainDate.from({ year, month: 8, day: 28 }));
  const cut = (end: Temporal.PlainDate) => end.subtract({ days: 21 });
  const lastFall = fridayFrom(Temporal.PlainDate.from({ year: year - 1, month: 12, day: 9 }));
  return [
    range(cut(lastFall), cut(springEnd), springEnd, zone),
    range(cut(springEnd), cut(summerEnd), summerEnd, zone),
    range(cut(summerEnd), cut(fallEnd), fallEnd, zone),
  ];
}

/** Loans until the middle of June; those of April and later until the June after. */
function academicYear(year: number, zone: string): TermRange {
  const april = (of: number) => Temporal.PlainDate.from({ year: of, month: 4, day: 1 });
  return range(april(year - 1), april(year), fridayFrom(Temporal.PlainDate.from({ year, month: 6, day: 12 })), zone);
}

/** From the start of one day until before the start of another. */
function range(from: Temporal.PlainDate, before: Temporal.PlainDate, due: Temporal.PlainDate, zone: string): TermRange {
  return {
    from: endOf(from.subtract({ days: 1 }), zone) + 1_000,
    to: endOf(before.subtract({ days: 1 }), zone) + 999,
    due: endOf(due, zone),
  };
}

/** The first Friday on or after a day. */
export function fridayFrom(date: Temporal.PlainDate): Temporal.PlainDate {
  return weekdayFrom(date, 5);
}

/** The first given weekday (1 = Monday) on or after a day. */
export function weekdayFrom(date: Temporal.PlainDate, weekday: number): Temporal.PlainDate {
  return date.add({ days: (weekday - date.dayOfWeek + 7) % 7 });
}

function endOf(date: Temporal.PlainDate, zone: string): Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' }).epochMilliseconds;
}

/** A moment some days ago, at a time of day that does not depend on the zone. */
export function daysAgo(now: Instant, days: number): Instant {
  return now - Math.round(days * DAY_MS);
}
