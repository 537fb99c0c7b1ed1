// The report of a shift: what was done in it by the hour and by whom, its money, what servers and desks disagreed about, and how long the line
// was down. Pure: figures over acts as they were recorded. Who did what is staff alone; nothing here names a patron.

import type { ActId, StaffId } from '../core/ids.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { hourBegins } from '../core/week-hour.ts';
import type { MinorUnits } from '../core/money.ts';
import type { Refusal } from '../circ/model/refusal.ts';
import type { Weight } from '../circ/model/exception.ts';
import type { Presence } from '../circ/model/shift.ts';
import { overShort, type Shift } from '../circ/shift/fold-shift.ts';

/** What kind of thing a loan was of, as use is counted. */
export type LoanUse = 'general' | 'reserve' | 'equipment';

/** An act as the report needs it. */
export type ReportedAct = {
  readonly id: ActId;
  readonly name: string;
  readonly at: Instant;
  readonly staffId: StaffId | null;
  /** Codes of what was overridden. */
  readonly overrides: readonly string[];
  /** Of a checkout. */
  readonly use: LoanUse | null;
  /** A check-in that put a copy on the shelf for somebody. */
  readonly trapped: boolean;
  /** A checkout to a patron who waited for it. */
  readonly fills: boolean;
  /** Of an undo: what it took back. */
  readonly undoes: ActId | null;
  /** What staff wrote down as the reason; null without one, or once purged. */
  readonly reason: string | null;
  /** Of an undo of a refund: what is with the library again. */
  readonly voided: VoidedRefund | null;
};

export type VoidedRefund = { readonly method: string; readonly amountMinor: MinorUnits };

export type ShiftReportInput = {
  readonly shift: Shift;
  readonly acts: readonly ReportedAct[];
  readonly exceptions: readonly { readonly weight: Weight }[];
  /** Of this shift; absent = none are known. */
  readonly refusals?: readonly Refusal[];
  /** Null: not known here. */
  readonly outages: readonly { readonly beganAt: Instant; readonly endedAt: Instant | null }[] | null;
  /** Who was at the desk, where the shift is not closed yet. */
  readonly people: readonly Presence[];
  readonly now: Instant;
  /** Of the clock that hours are of. */
  readonly zone: string;
};

export type HourOfShift = {
  /** The beginning of the hour. */
  readonly at: Instant;
  readonly checkouts: number;
  readonly reserves: number;
  readonly equipment: number;
  readonly renewals: number;
  readonly checkins: number;
  /** Lent to whoever waited for it. */
  readonly holdsFilled: number;
  readonly holdsShelved: number;
  readonly overrides: number;
  /** Patrons who were turned away. */
  readonly refused: number;
};

export type PersonOfShift = {
  readonly staffId: StaffId;
  readonly signedInMs: Millis;
  readonly acts: Readonly<Record<string, number>>;
  readonly overrides: number;
  readonly waivers: readonly { readonly at: Instant; readonly reason: string | null }[];
  /** Names of the acts that they took back, and why. */
  readonly undone: readonly { readonly at: Instant; readonly name: string | null; readonly reason: string | null }[];
};

export type ShiftReport = {
  readonly shift: Shift;
  readonly from: Instant;
  readonly to: Instant;
  readonly hours: readonly HourOfShift[];
  readonly people: readonly PersonOfShift[];
  /** How often each reason was overridden. */
  readonly overrides: Readonly<Record<string, number>>;
  /** Patrons who were turned away in it. */
  readonly refusals: readonly Refusal[];
  /** Refunds that were undone in it. */
  readonly voids: readonly VoidedRefund[];
  readonly countedMinor: number | null;
  readonly overShortMinor: number | null;
  readonly exceptions: Readonly<Record<Weight, number>>;
  /** Null: not known here. */
  readonly outageMs: Millis | null;
};

/** The report. Hours without any act are left out. */
export function shiftReport(input: ShiftReportInput): ShiftReport {
  const { shift, acts, exceptions, outages, now, zone, refusals = [] } = input;
  const from = shift.opened?.at ?? acts[0]?.at ?? now;
  const to = shift.closed?.at ?? now;
  const weights = (weight: Weight) => exceptions.filter((one) => one.weight === weight).length;
  const down = outages?.map(({ beganAt, endedAt }) => Math.min(endedAt ?? to, to) - Math.max(beganAt, from));
  return {
    shift,
    from,
    to,
    hours: hoursOf(acts, refusals, zone),
    people: peopleOf(acts, shift.closed?.people ?? input.people),
    overrides: countOf(acts.flatMap((act) => act.overrides)),
    refusals,
    voids: acts.flatMap(({ voided }) => voided ?? []),
    countedMinor: shift.closed?.countedMinor ?? null,
    overShortMinor: shift.closed === null ? null : overShort(shift.closed),
    exceptions: { 'act-now': weights('act-now'), today: weights('today'), note: weights('note') },
    outageMs: down?.reduce((sum, ms) => sum + Math.max(0, ms), 0) ?? null,
  };
}

function hoursOf(acts: readonly ReportedAct[], refusals: readonly Refusal[], zone: string): HourOfShift[] {
  const hourBegan = hourBegins();
  const hours = new Map<Instant, Counting<HourOfShift>>();
  const hourOf = ({ at }: { readonly at: Instant }) => {
    const began = hourBegan(at, zone);
    const known = hours.get(began) ?? noActs(began);
    hours.set(began, known);
    return known;
  };
  for (const act of acts) {
    const hour = hourOf(act);
    if (act.name === 'checkout') hour.checkouts += 1;
    if (act.use === 'reserve') hour.reserves += 1;
    if (act.use === 'equipment') hour.equipment += 1;
    if (act.name === 'renew') hour.renewals += 1;
    if (act.name === 'checkin') hour.checkins += 1;
    if (act.fills) hour.holdsFilled += 1;
    if (act.trapped) hour.holdsShelved += 1;
    if (act.overrides.length > 0) hour.overrides += 1;
  }
  for (const refusal of refusals) hourOf(refusal).refused += 1;
  return [...hours.values()].toSorted((a, b) => a.at - b.at);
}

type Counting<T> = { -readonly [K in keyof T]: T[K] };

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

function peopleOf(acts: readonly ReportedAct[], presence: readonly Presence[]): PersonOfShift[] {
  const byPerson = new Map<StaffId, ReportedAct[]>(presence.map(({ staffId }) => [staffId, []]));
  for (const act of acts) {
    if (act.staffId === null) continue;
    const own = byPerson.get(act.staffId);
    if (own === undefined) byPerson.set(act.staffId, [act]);
    else own.push(act);
  }
  const nameOf = (id: ActId | null) => (id === null ? null : (acts.find((act) => act.id === id)?.name ?? null));
  return [...byPerson].map(([staffId, own]) => {
    const named = (name: string) => own.filter((act) => act.name === name);
    return {
      staffId,
      signedInMs: presence.find((one) => one.staffId === staffId)?.ms ?? 0,
      acts: countOf(own.map(({ name }) => name)),
      overrides: own.filter(({ overrides }) => overrides.length > 0).length,
      waivers: named('waive').map(({ at, reason }) => ({ at, reason })),
      undone: named('undo').map(({ at, undoes, reason }) => ({ at, reason, name: nameOf(undoes) })),
    };
  });
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
