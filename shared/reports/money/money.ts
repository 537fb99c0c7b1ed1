// The day sheet: money that came and went by service day, method and desk, slips without gaps, fees that staff added
// and waived, and the contents of the drawers. Read off acts as they were recorded; without the names of payers.

import { shiftId, type ActId, type ShiftId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import { serviceDayOf, type ServiceDayTerms } from '../../core/service-day.ts';
import type { ActContent } from '../../acts/read-act.ts';
import { namesOfActs } from '../../acts/commands.ts';
import type { ShiftEntryOf } from '../../circ/model/shift.ts';
import { shiftEntryOf } from '../../acts/shift/shift-entry.ts';

/** Acts that a day sheet is made of, by the names of their commands. */
export const MONEY_ACTS: readonly string[] = namesOfActs(({ money }) => money);

/** An act as it was recorded. `entry`: the part of it that was kept for its shift, where it was in one. */
export type MoneyAct = ActContent & {
  readonly id: ActId;
  readonly at: Instant;
  readonly desk: string;
  /** Null: it was made in no shift. */
  readonly shiftId: ShiftId | null;
  readonly entry: ShiftEntryOf<'money'> | null;
};

export type Moved = {
  readonly taken: number;
  readonly takenMinor: MinorUnits;
  readonly givenBack: number;
  readonly givenBackMinor: MinorUnits;
  /** Refunds that were undone: the refunds are less by them already. */
  readonly voids: number;
  readonly voidedMinor: MinorUnits;
};

export type MoneyFigures = {
  readonly days: readonly (Moved & { readonly day: string })[];
  readonly methods: readonly (Moved & { readonly method: string })[];
  /** By the shift that it was made in; null is none. */
  readonly shifts: readonly (Moved & { readonly shiftId: ShiftId | null })[];
  /** First and last slip of each desk, how many there were, and how many numbers between have none. */
  readonly slips: readonly {
    readonly desk: string;
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly missing: number;
  }[];
  /** Fees that staff added, by cause; `waived`: without those that are undone. */
  readonly added: readonly { readonly charge: string; readonly count: number; readonly amountMinor: MinorUnits }[];
  readonly waived: { readonly count: number; readonly amountMinor: MinorUnits; readonly inFull: number };
  /** Payments and refunds of which nothing but that they were is known any more. */
  readonly unknown: number;
};

/** The figures, days and desks in order. Undone fees and waivers are in none. */
export function moneyFigures(acts: readonly MoneyAct[], terms: ServiceDayTerms): MoneyFigures {
  const undone = new Set(acts.flatMap(targetOf));
  const standing = acts.filter(({ id }) => !undone.has(id));
  const moved = acts.flatMap((act) => movedOf(act) ?? []);
  return {
    ...moneyByMethod(acts),
    days: groupsOf(moved, ({ at }) => serviceDayOf(at, terms)).map(([day, own]) => ({ day, ...sumsOf(own) })),
    shifts: [...Map.groupBy(moved, (one) => one.shiftId)].map(([id, own]) => ({ shiftId: id, ...sumsOf(own) })),
    slips: groupsOf(moved, ({ desk }) => desk).flatMap(([desk, own]) => slipsOf(desk, own)),
    added: addedOf(standing),
    waived: waivedOf(standing),
  };
}

/** Money by method alone. */
export function moneyByMethod(acts: readonly MoneyAct[]): Pick<MoneyFigures, 'methods' | 'unknown'> {
  const moved = acts.flatMap((act) => movedOf(act) ?? []);
  return {
    methods: groupsOf(moved, ({ method }) => method).map(([method, own]) => ({ method, ...sumsOf(own) })),
    unknown: acts.filter((act) => (act.name === 'pay' || act.name === 'refund') && movedOf(act) === null).length,
  };
}

type Movement = {
  readonly at: Instant;
  readonly desk: string;
  readonly shiftId: ShiftId | null;
  readonly way: 'taken' | 'given-back';
  readonly method: string;
  readonly amountMinor: MinorUnits;
  readonly slipNumber: number | null;
};

function movedOf(act: MoneyAct): Movement | null {
  const read = act.entry ?? shiftEntryOf({ ...act, shiftId: NO_SHIFT, staffId: null });
  if (read?.kind !== 'money') return null;
  const { at, desk, shiftId: madeIn } = act;
  const { way, method, amountMinor, slipNumber } = read;
  return { at, desk, shiftId: madeIn, way, method, amountMinor, slipNumber };
}

/** Money moves in no shift as well. */
const NO_SHIFT = shiftId('none');

/** Several sums in one. */
export function addMoved(some: readonly Moved[]): Moved {
  const sum = (key: keyof Moved) => some.reduce((total, one) => total + one[key], 0);
  return {
    taken: sum('taken'),
    takenMinor: sum('takenMinor'),
    givenBack: sum('givenBack'),
    givenBackMinor: sum('givenBackMinor'),
    voids: sum('voids'),
    voidedMinor: sum('voidedMinor'),
  };
}

/** Undoing a refund takes one back: it is less given back by one. */
function sumsOf(moved: readonly Movement[]): Moved {
  const taken = moved.filter(({ way }) => way === 'taken');
  const back = moved.filter(({ way }) => way === 'given-back');
  const voided = back.filter(({ amountMinor }) => amountMinor < 0);
  const total = (some: readonly Movement[]) => some.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const number = (some: readonly Movement[]) => some.reduce((n, { amountMinor }) => n + (amountMinor < 0 ? -1 : 1), 0);
  return {
    taken: number(taken),
    takenMinor: total(taken),
    givenBack: number(back),
    givenBackMinor: total(back),
    voids: voided.length,
    voidedMinor: voided.reduce((sum, { amountMinor }) => sum - amountMinor, 0),
  };
}

function slipsOf(desk: string, moved: readonly Movement[]): MoneyFigures['slips'] {
  const numbers = new Set(moved.flatMap(({ slipNumber }) => slipNumber ?? []));
  if (numbers.size === 0) return [];
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
  return [{ desk, from, to, count: numbers.size, missing: to - from + 1 - numbers.size }];
}

function targetOf(act: MoneyAct): string[] {
  const undone = act.known && act.name === 'undo' ? act.args() : 'gone';
  return undone === 'gone' ? [] : [undone.commandId];
}

function addedOf(acts: readonly MoneyAct[]): MoneyFigures['added'] {
  const fees = acts.flatMap((act) => {
    if (act.name !== 'addFee') return [];
    const fee = act.known ? act.args() : 'gone';
    return [fee === 'gone' ? { charge: 'unknown', amountMinor: 0 } : fee];
  });
  return groupsOf(fees, ({ charge }) => charge).map(([charge, own]) => ({
    charge,
    count: own.length,
    amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }));
}

function waivedOf(acts: readonly MoneyAct[]): MoneyFigures['waived'] {
  const waived = acts.flatMap((act) => {
    if (act.name !== 'waive') return [];
    const given = act.known ? act.args() : 'gone';
    return [given === 'gone' ? null : given.amountMinor];
  });
  return {
    count: waived.length,
    amountMinor: waived.reduce((sum: number, amount) => sum + (amount ?? 0), 0),
    inFull: waived.filter((amount) => amount === null).length,
  };
}

function groupsOf<T>(all: readonly T[], key: (one: T) => string): [string, T[]][] {
  return [...Map.groupBy(all, key)].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
