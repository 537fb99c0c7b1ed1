// Service figures: how much was done at desks in an hour that they worked, how long an act took, and how often one led to an exception. Of desks and
// hours, never of people. An act's time is what lay between it and the act before it at its desk, where these followed each other closely:
// nobody presses a button when a patron comes to the desk.

import { MINUTE_MS, type Instant, type Millis } from '../../core/instant.ts';
import type { Weight } from '../../circ/model/exception.ts';
import { hourBegins, HOURS_OF_DAY, weekHours } from '../../core/week-hour.ts';

/** Acts that serve somebody, by the names of their commands. */
export const SERVED = [
  'checkout',
  'checkin',
  'renew',
  'placeHold',
  'cancelHold',
  'recall',
  'changeDueDate',
  'pay',
  'refund',
  'addFee',
  'waive',
  'registerPatron',
  'editPatron',
] as const;

/** An act that was done at a desk. */
export type ServedAct = { readonly desk: string; readonly name: string; readonly at: Instant };

/** Acts with more than this between them are not of one run of work. */
const APART_MS = 3 * MINUTE_MS;

export type Paced = {
  /** Acts that followed another closely: those whose time is known. */
  readonly measured: number;
  /** The middle one of their times, and the one that nine of ten keep within; null where none is known. */
  readonly medianMs: Millis | null;
  readonly ninthMs: Millis | null;
};

export type Worked = {
  readonly acts: number;
  /** Hours of the clock in which a desk did anything, each desk for itself. */
  readonly deskHours: number;
};

export type ServiceFigures = {
  readonly all: Worked & Paced;
  /** By hour of the day on the clock, 0 to 23; those without any act are left out. */
  readonly hours: readonly (Worked & { readonly hour: number })[];
  /** By the name of the desk. */
  readonly desks: readonly (Worked & Paced & { readonly desk: string })[];
  /** By the name of the act, the most frequent first. */
  readonly kinds: readonly (Paced & { readonly name: string; readonly acts: number })[];
  readonly exceptions: Readonly<Record<Weight, number>>;
};

/** The figures. Acts come in any order. */
export function serviceFigures(
  acts: readonly ServedAct[],
  { exceptions, zone }: { readonly exceptions: Readonly<Record<Weight, number>>; readonly zone: string },
): ServiceFigures {
  const timed = timedActs(acts, zone);
  const weekHour = weekHours();
  return {
    all: { ...workedIn(timed), ...pacedIn(timed) },
    hours: [...Map.groupBy(timed, ({ at }) => weekHour(at, zone) % HOURS_OF_DAY)]
      .map(([hour, own]) => ({ hour, ...workedIn(own) }))
      .toSorted((a, b) => a.hour - b.hour),
    desks: [...Map.groupBy(timed, ({ desk }) => desk)]
      .map(([desk, own]) => ({ desk, ...workedIn(own), ...pacedIn(own) }))
      .toSorted((a, b) => compare(a.desk, b.desk)),
    kinds: [...Map.groupBy(timed, ({ name }) => name)]
      .map(([name, own]) => ({ name, acts: own.length, ...pacedIn(own) }))
      .toSorted((a, b) => b.acts - a.acts || compare(a.name, b.name)),
    exceptions,
  };
}

/** So many of a thousand; 0 where there are none. */
export function perThousand(number: number, acts: number): number {
  return acts === 0 ? 0 : (number * 1_000) / acts;
}

type TimedAct = ServedAct & { readonly tookMs: Millis | null; readonly hourAt: Instant };

function timedActs(acts: readonly ServedAct[], zone: string): TimedAct[] {
  const hourBegan = hourBegins();
  return [...Map.groupBy(acts, ({ desk }) => desk).values()].flatMap((own) => {
    let before: Instant | null = null;
    return own
      .toSorted((a, b) => a.at - b.at)
      .map((act) => {
        const gap: Millis | null = before === null ? null : act.at - before;
        before = act.at;
        return { ...act, hourAt: hourBegan(act.at, zone), tookMs: gap === null || gap > APART_MS ? null : gap };
      });
  });
}

function workedIn(acts: readonly TimedAct[]): Worked {
  const hours = new Map<string, Set<Instant>>();
  for (const { desk, hourAt } of acts) {
    const own = hours.get(desk) ?? new Set();
    hours.set(desk, own.add(hourAt));
  }
  return { acts: acts.length, deskHours: [...hours.values()].reduce((sum, { size }) => sum + size, 0) };
}

function pacedIn(acts: readonly TimedAct[]): Paced {
  // A year has many: numbers alone are sorted in a tenth of the time.
  const times = Float64Array.from(
    acts.filter(({ tookMs }) => tookMs !== null),
    ({ tookMs }) => tookMs ?? 0,
  ).sort();
  const at = (part: number) => times[Math.min(Math.floor(times.length * part), times.length - 1)] ?? null;
  return { measured: times.length, medianMs: at(0.5), ninthMs: at(0.9) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
