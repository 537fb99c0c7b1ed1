// Service figures: the number of acts at desks in an hour that they worked, how long an act took, and how often one led
// to an exception. Of desks and hours, never of people. An act's time is the time since the act before it at its desk,
// where these followed each other closely: no event marks the arrival of a patron at the desk.

import { namesOfActs } from '../../acts/commands.ts';
import { MINUTE_MS, type Instant, type Millis } from '../../core/instant.ts';
import type { Weight } from '../../circ/model/exception.ts';
import { serviceDayOf, type ServiceDayTerms } from '../../core/service-day.ts';
import { hourBegins, HOURS_OF_DAY, weekHours } from '../../core/week-hour.ts';

/** Acts that serve a patron, by their names. */
export const SERVED: readonly string[] = namesOfActs(({ serves }) => serves);

/** An act that was done at a desk. */
export type ServedAct = { readonly desk: string; readonly name: string; readonly at: Instant };

/** Acts with more than this between them are not of one run of work. */
const APART_MS = 3 * MINUTE_MS;

export type Paced = {
  /** Acts that followed another closely, so that their time is known. */
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

/** Work of a desk in one stretch of time; such stretches add up. */
export type ServedAtDesk = {
  readonly desk: string;
  /** Hours of the clock with their beginning, the hour of the day that they are, and how many acts. */
  readonly hours: readonly (readonly [began: Instant, hour: number, acts: number])[];
  /** By the name of the act: how many, and the known times. */
  readonly kinds: readonly (readonly [name: string, acts: number, tookMs: readonly Millis[]])[];
  readonly first: { readonly at: Instant; readonly name: string };
  readonly last: Instant;
};

/** The work of each desk. */
export function servedAtDesks(acts: readonly ServedAct[], zone: string): ServedAtDesk[] {
  const [hourBegan, weekHour] = [hourBegins(), weekHours()];
  return [...Map.groupBy(acts, ({ desk }) => desk)].flatMap(([desk, some]) => {
    const own = some.toSorted((one, other) => one.at - other.at);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    const hours = new Map<number, [Instant, number, number]>();
    const kinds = new Map<string, [string, number, Millis[]]>();
    let before: Instant | null = null;
    for (const { name, at } of own) {
      const [began, hour] = [hourBegan(at, zone), weekHour(at, zone) % HOURS_OF_DAY];
      // Where a clock is set within an hour, that hour has two.
      const key = began * HOURS_OF_DAY + hour;
      const ofHour = known(hours, key, (): [Instant, number, number] => [began, hour, 0]);
      ofHour[2] += 1;
      const ofKind = known(kinds, name, (): [string, number, Millis[]] => [name, 0, []]);
      ofKind[1] += 1;
      if (isClose(before, at)) ofKind[2].push(at - before);
      before = at;
    }
    return [{ desk, hours: [...hours.values()], kinds: [...kinds.values()], first, last: last.at }];
  });
}

/** The figures of stretches of time, which come in order. */
export function figuresOfServed(
  stretches: Iterable<readonly ServedAtDesk[]>,
  exceptions: Readonly<Record<Weight, number>>,
): ServiceFigures {
  const { all, hours, desks, kinds } = addUp(stretches);
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

/** The service days on which desks did anything. */
export function daysWorked(stretches: Iterable<readonly ServedAtDesk[]>, terms: ServiceDayTerms): Set<string> {
  const began = new Set<Instant>();
  for (const served of stretches) for (const { hours } of served) for (const [hour] of hours) began.add(hour);
  return new Set([...began].map((hour) => serviceDayOf(hour, terms)));
}

/** So many of a thousand; 0 where there are none. */
export function perThousand(number: number, acts: number): number {
  return acts === 0 ? 0 : (number * 1_000) / acts;
}

/** Sums over some acts; times in the lists that they come in. */
type Count = { acts: number; deskHours: number; readonly tookMs: (readonly Millis[])[] };

type Counts = {
  readonly all: Count;
  /** By hour of the day. */
  readonly hours: ReadonlyMap<number, Count>;
  readonly desks: ReadonlyMap<string, Count>;
  readonly kinds: ReadonlyMap<string, Count>;
};

type Adding = { readonly all: Count } & {
  readonly [By in 'hours' | 'desks' | 'kinds']: Counts[By] extends ReadonlyMap<infer K, Count> ? Map<K, Count> : never;
};

/** Knowledge of a desk from the stretches before. */
type Seen = { readonly worked: Set<Instant>; last: Instant | null };

function addUp(stretches: Iterable<readonly ServedAtDesk[]>): Counts {
  const adding: Adding = { all: nothing(), hours: new Map(), desks: new Map(), kinds: new Map() };
  const seen = new Map<string, Seen>();
  for (const served of stretches) {
    for (const one of served) {
      addDesk(
        adding,
        one,
        known(seen, one.desk, () => ({ worked: new Set(), last: null })),
      );
    }
  }
  return adding;
}

function addDesk({ all, hours, desks, kinds }: Adding, one: ServedAtDesk, seen: Seen): void {
  const ofDesk = known(desks, one.desk, nothing);
  for (const [began, hour, acts] of one.hours) {
    const isNew = !seen.worked.has(began);
    seen.worked.add(began);
    for (const count of [all, ofDesk, known(hours, hour, nothing)]) {
      count.acts += acts;
      count.deskHours += isNew ? 1 : 0;
    }
  }
  for (const [name, acts, tookMs] of one.kinds) {
    const ofKind = known(kinds, name, nothing);
    ofKind.acts += acts;
    for (const count of [all, ofDesk, ofKind]) count.tookMs.push(tookMs);
  }
  if (isClose(seen.last, one.first.at)) {
    const gap = [one.first.at - seen.last];
    for (const count of [all, ofDesk, known(kinds, one.first.name, nothing)]) count.tookMs.push(gap);
  }
  seen.last = one.last;
}

/** Acts that follow each other so closely are of one run of work. */
function isClose(before: Instant | null, at: Instant): before is Instant {
  return before !== null && at - before <= APART_MS;
}

const nothing = (): Count => ({ acts: 0, deskHours: 0, tookMs: [] });

function known<K, V>(of: Map<K, V>, key: K, make: () => V): V {
  const found = of.get(key);
  if (found !== undefined) return found;
  const made = make();
  of.set(key, made);
  return made;
}

function workedIn({ acts, deskHours }: Count): Worked {
  return { acts, deskHours };
}

function pacedIn({ tookMs }: Count): Paced {
  const times = new Float64Array(tookMs.reduce((length, some) => length + some.length, 0));
  let filled = 0;
  for (const some of tookMs) {
    times.set(some, filled);
    filled += some.length;
  }
  // A year has many: numbers alone are sorted in a tenth of the time.
  times.sort();
  const at = (part: number) => times[Math.min(Math.floor(times.length * part), times.length - 1)] ?? null;
  return { measured: times.length, medianMs: at(0.5), ninthMs: at(0.9) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
