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
  const { all, hours, desks, kinds } = countActs(acts, zone);
  return {
    all: { ...workedIn(all), ...pacedIn(all) },
    hours: [...hours]
      .map(([hour, own]) => ({ hour, ...workedIn(own) }))
      .toSorted((one, other) => one.hour - other.hour),
    desks: [...desks]
      .map(([desk, own]) => ({ desk, ...workedIn(own), ...pacedIn(own) }))
      .toSorted((one, other) => compare(one.desk, other.desk)),
    kinds: [...kinds]
      .map(([name, own]) => ({ name, acts: own.acts, ...pacedIn(own) }))
      .toSorted((one, other) => other.acts - one.acts || compare(one.name, other.name)),
    exceptions,
  };
}

/** So many of a thousand; 0 where there are none. */
export function perThousand(number: number, acts: number): number {
  return acts === 0 ? 0 : (number * 1_000) / acts;
}

/** What adds up over some acts. */
type Count = { acts: number; deskHours: number; readonly tookMs: Millis[] };

type Counts = {
  readonly all: Count;
  /** By hour of the day. */
  readonly hours: ReadonlyMap<number, Count>;
  readonly desks: ReadonlyMap<string, Count>;
  readonly kinds: ReadonlyMap<string, Count>;
};

/** Counts in one pass: a year has some 400,000 acts, and a list of each breakdown took longer than reading them. */
function countActs(acts: readonly ServedAct[], zone: string): Counts {
  const [hourBegan, weekHour] = [hourBegins(), weekHours()];
  const all = nothing();
  const [hours, desks, kinds] = [new Map<number, Count>(), new Map<string, Count>(), new Map<string, Count>()];
  for (const [desk, own] of Map.groupBy(acts, (act) => act.desk)) {
    const ofDesk = countOf(desks, desk);
    const worked = new Set<Instant>();
    let before: Instant | null = null;
    for (const { name, at } of own.toSorted((one, other) => one.at - other.at)) {
      const ofKind = countOf(kinds, name);
      ofKind.acts += 1;
      const hourAt = hourBegan(at, zone);
      const hour = worked.has(hourAt) ? 0 : 1;
      worked.add(hourAt);
      for (const count of [all, ofDesk, countOf(hours, weekHour(at, zone) % HOURS_OF_DAY)]) {
        count.acts += 1;
        count.deskHours += hour;
      }
      const gap: Millis = before === null ? Infinity : at - before;
      before = at;
      for (const { tookMs } of gap <= APART_MS ? [all, ofDesk, ofKind] : []) tookMs.push(gap);
    }
  }
  return { all, hours, desks, kinds };
}

const nothing = (): Count => ({ acts: 0, deskHours: 0, tookMs: [] });

function countOf<K>(counts: Map<K, Count>, key: K): Count {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const made = nothing();
  counts.set(key, made);
  return made;
}

function workedIn({ acts, deskHours }: Count): Worked {
  return { acts, deskHours };
}

function pacedIn({ tookMs }: Count): Paced {
  // A year has many: numbers alone are sorted in a tenth of the time.
  const times = Float64Array.from(tookMs).sort();
  const at = (part: number) => times[Math.min(Math.floor(times.length * part), times.length - 1)] ?? null;
  return { measured: times.length, medianMs: at(0.5), ninthMs: at(0.9) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
