// The work in the shifts of a report: by the hour, by person, and by override. Added up act by act in one pass, since a
// year of a library has some 400,000 of them. Pure. Figures by person are of staff only; nothing here names a patron.

import type { StaffId } from '../core/ids.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { hourBegins } from '../core/week-hour.ts';
import type { Refusal } from '../circ/model/refusal.ts';
import type { Presence } from '../circ/model/shift.ts';
import type { LoanUse, ReportedAct } from './shift.ts';

export type HourOfShift = {
  /** The beginning of the hour. */
  readonly at: Instant;
  readonly checkouts: number;
  readonly reserves: number;
  readonly equipment: number;
  readonly renewals: number;
  readonly checkins: number;
  /** Lent to the patron who waited for it. */
  readonly holdsFilled: number;
  readonly holdsShelved: number;
  readonly overrides: number;
  /** Patrons who were turned away. */
  readonly refused: number;
};

/** A waiver or an undo, with the name of the undone act and the reason. */
export type GivenReason = {
  readonly name: 'waive' | 'undo';
  readonly at: Instant;
  readonly undone: string | null;
  readonly reason: string | null;
};

export type PersonOfShift = {
  readonly staffId: StaffId;
  readonly signedInMs: Millis;
  /** How many of each name. */
  readonly acts: ReadonlyMap<string, number>;
  readonly overrides: number;
  /** Shift by shift, waivers before undos. */
  readonly reasons: readonly GivenReason[];
};

export type ShiftFigures = {
  /** In order; those without any act are left out. */
  readonly hours: readonly HourOfShift[];
  readonly people: readonly PersonOfShift[];
  /** How often each reason was overridden. */
  readonly overrides: ReadonlyMap<string, number>;
};

/** The counted fields of every act. */
export type CountedAct = Pick<ReportedAct, 'name' | 'at' | 'staffId' | 'use' | 'fills' | 'trapped'>;
export type OverridingAct = Pick<ReportedAct, 'at' | 'staffId' | 'overrides'>;

/** Counts over the acts of a span of time, the same for any choice of shifts. */
export type ActsCounted = {
  /** By the beginning of the hour: checkouts, renewals, check-ins, holds filled and put on the shelf. */
  readonly hours: readonly (readonly [Instant, number, number, number, number, number])[];
  /** How many acts of each name each person did. */
  readonly people: readonly (readonly [StaffId, readonly (readonly [string, number])[]])[];
};

/** Facts of a shift besides acts, and those of its acts that give a reason. */
export type ToldOfShift = {
  /** Staff at the desk. */
  readonly people: readonly Presence[];
  readonly refusals: readonly Refusal[];
  /** Waived and undone in it, in order. */
  readonly telling: readonly TellingAct[];
};

export type TellingAct = Pick<ReportedAct, 'name' | 'at' | 'staffId' | 'reason'> & Pick<GivenReason, 'undone'>;

/** An act with more content than its counts. */
export type SaidAct = TellingAct & Pick<ReportedAct, 'voided'>;

export type ShiftTally = {
  /** Counts an act, all but its overrides. */
  readonly count: (act: CountedAct) => void;
  /** Counts acts that were added up before; their kinds of use are not in it. */
  readonly add: (counted: ActsCounted) => void;
  /** Counts the kind of use of a checkout that is counted already. */
  readonly lent: (at: Instant, use: LoanUse) => void;
  /** Counts the overrides of an act; nothing where it has none. */
  readonly override: (act: OverridingAct) => void;
  /** Adds the rest of a shift; shifts come by their beginning. */
  readonly shift: (told: ToldOfShift) => void;
  readonly figures: () => ShiftFigures;
};

type Counting<T> = { -readonly [K in keyof T]: T[K] };
type Person = Counting<Omit<PersonOfShift, 'acts' | 'reasons'>> & {
  readonly acts: Map<string, number>;
  readonly reasons: GivenReason[];
};

/** Begins to add up; hours are those of the clock of `zone`. */
export function shiftTally(zone: string): ShiftTally {
  const hourBegan = hourBegins();
  const hours = new Map<Instant, Counting<HourOfShift>>();
  const people = new Map<StaffId, Person>();
  const overrides = new Map<string, number>();
  const hourOf = (at: Instant) => known(hours, hourBegan(at, zone), noActs);
  const personOf = (id: StaffId) => known(people, id, nobody);
  return {
    count: (act) => {
      countInHour(hourOf(act.at), act);
      if (act.staffId !== null) addOne(personOf(act.staffId).acts, act.name);
    },
    add: ({ hours: counted, people: by }) => {
      for (const [at, checkouts, renewals, checkins, holdsFilled, holdsShelved] of counted) {
        const hour = known(hours, at, noActs);
        hour.checkouts += checkouts;
        hour.renewals += renewals;
        hour.checkins += checkins;
        hour.holdsFilled += holdsFilled;
        hour.holdsShelved += holdsShelved;
      }
      for (const [staffId, names] of by) {
        const { acts } = personOf(staffId);
        for (const [name, number] of names) acts.set(name, (acts.get(name) ?? 0) + number);
      }
    },
    lent: (at, use) => countLent(hourOf(at), use),
    override: ({ at, staffId, overrides: codes }) => {
      if (codes.length === 0) return;
      hourOf(at).overrides += 1;
      if (staffId !== null) personOf(staffId).overrides += 1;
      for (const code of codes) addOne(overrides, code);
    },
    shift: ({ people: present, refusals, telling }) => {
      for (const { staffId, ms } of present) personOf(staffId).signedInMs += ms;
      for (const { at } of refusals) hourOf(at).refused += 1;
      for (const name of ['waive', 'undo'] as const) {
        for (const { staffId, at, undone, reason } of telling.filter((act) => act.name === name)) {
          if (staffId !== null) personOf(staffId).reasons.push({ name, at, undone, reason });
        }
      }
    },
    figures: () => ({
      hours: [...hours.values()].toSorted((a, b) => a.at - b.at),
      people: [...people.values()],
      overrides,
    }),
  };
}

/** Counts the acts of a shift, all of them at hand; returns those that give a reason. */
export function countActs(tally: ShiftTally, acts: readonly ReportedAct[]): SaidAct[] {
  for (const act of acts) {
    tally.count(act);
    tally.override(act);
  }
  // An undone act is named where it is among the acts of the shift.
  const nameOf = (id: ReportedAct['undoes']) => acts.find((act) => act.id === id)?.name ?? null;
  return acts
    .filter(({ name }) => name === 'waive' || name === 'undo')
    .map(({ name, at, staffId, reason, undoes, voided }) => {
      return { name, at, staffId, reason, undone: undoes === null ? null : nameOf(undoes), voided };
    });
}

function countInHour(hour: Counting<HourOfShift>, { name, use, fills, trapped }: CountedAct): void {
  if (name === 'checkout') hour.checkouts += 1;
  if (use !== null) countLent(hour, use);
  if (name === 'renew') hour.renewals += 1;
  if (name === 'checkin') hour.checkins += 1;
  if (fills) hour.holdsFilled += 1;
  if (trapped) hour.holdsShelved += 1;
}

function countLent(hour: Counting<HourOfShift>, use: LoanUse): void {
  if (use === 'reserve') hour.reserves += 1;
  if (use === 'equipment') hour.equipment += 1;
}

const noActs = (at: Instant): Counting<HourOfShift> => ({
  at,
  checkouts: 0,
  reserves: 0,
  equipment: 0,
  renewals: 0,
  checkins: 0,
  holdsFilled: 0,
  holdsShelved: 0,
  overrides: 0,
  refused: 0,
});

const nobody = (staffId: StaffId): Person => ({
  staffId,
  signedInMs: 0,
  acts: new Map(),
  overrides: 0,
  reasons: [],
});

function known<K, V>(of: Map<K, V>, key: K, make: (key: K) => V): V {
  const found = of.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  of.set(key, made);
  return made;
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
