// Bookings at the end: each equals its acts, ended by the first act that ends it, and of two that meet on the one unit the later has an exception.
// Worked out from the recorded acts, without the code that it checks.

import { z } from 'zod';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Row } from '../../../shared/wire/rows.ts';
import type { Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';
import { TURNAROUND_MS } from '../world/library.ts';

const Placed = z.object({
  bookingId: z.string(),
  kind: z.string(),
  itemId: z.string().nullable(),
  patronId: z.string(),
  from: z.int(),
  to: z.int(),
  moves: z.string().optional(),
});
const Grace = z.object({ noShowAt: z.int() });
const Named = z.object({ bookingId: z.string(), movedTo: z.string().optional() });
const PickedUp = z.object({ booking: z.string() });
const Undone = z.object({ commandId: z.string() });

const CODES: ReadonlySet<string> = new Set(['booking-conflict', 'booking-moved-back', 'booked-soon']);

type Plain = {
  readonly at: number;
  readonly act: string;
  readonly placed: z.infer<typeof Placed>;
  readonly graceEnd: number;
  readonly ends: End[];
};
type End = {
  readonly at: number;
  readonly by: string;
  readonly movedTo?: string | undefined;
  readonly isPickUp: boolean;
};

/** Bookings as the server has them, with the loans and exceptions around them. */
export async function readBookings(tx: ReadTx) {
  return {
    bookings: await readAllRows(tx, 'booking'),
    loans: await readAllRows(tx, 'loan'),
    exceptions: await readAllRows(tx, 'exception'),
  };
}

/** [I24] */
export function checkBookings(
  { bookings, loans, exceptions }: Awaited<ReturnType<typeof readBookings>>,
  said: readonly Said[],
  {
    items,
    itemOf,
    patronOf,
    now,
  }: {
    readonly items: readonly Item[];
    readonly itemOf: (id: string) => string;
    readonly patronOf: (id: string) => string;
    readonly now: number;
  },
): void {
  if (said.some(({ name, args }) => args === null && (name.endsWith('Booking') || name === 'undo'))) return;
  const plain = plainBookings(said);
  const rows = new Map(bookings.map((row) => [String(row.id), row]));
  for (const [id, one] of plain) {
    const { placed, ends } = one;
    const wanted = {
      kind: placed.kind,
      unit: placed.itemId === null ? null : itemOf(placed.itemId),
      patronId: patronOf(placed.patronId),
      from: placed.from,
      to: placed.to,
      ends: ends.map(({ by }) => by),
    };
    const row = rows.get(id);
    const found = row === undefined ? null : plainRow(row);
    holds(
      24,
      isSameData(found, wanted),
      () => `booking ${id} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`,
    );
  }
  const things = items.filter(({ kind }) => kind === 'camera');
  const [thing] = things;
  if (thing === undefined || things.length > 1 || thing.state.status === 'in-question') return;
  const loan = loans.find(({ id }) => id === thing.state.loan);
  const isLent = thing.state.status === 'on-loan' && loan !== undefined;
  if (!isLent && thing.state.status !== 'available') return;
  const open = exceptions
    .filter(({ code, state }) => CODES.has(code) && state !== 'explained')
    .filter(({ state }) => state === 'open' || state === 'resolved');
  const found = open.map(({ code, cause, patronId }) => `${code} ${cause} ${patronId}`);
  // Of the old time that begins then.
  const told = new Set(
    open.flatMap(({ code, cause, params: { from } }) =>
      code === 'booking-moved-back' && typeof from === 'object' && 'dueAt' in from ? [`${cause} ${from.dueAt}`] : [],
    ),
  );
  const isTold = (act: string, from: number) => told.has(`${act} ${from}`);
  const wanted = meetings(plain, { loan: isLent ? loan : null, patronOf, now, isTold });
  const missing = wanted.filter((one) => !found.includes(one));
  const more = open.filter(
    ({ state, code, cause, patronId }) => state === 'open' && !wanted.includes(`${code} ${cause} ${patronId}`),
  );
  holds(24, missing.length === 0, () => `nobody is told of ${missing.join(', ')}`);
  holds(
    24,
    more.length === 0,
    () => `told without need: ${more.map(({ code, cause }) => `${code} ${cause}`).join(', ')}`,
  );
}

function plainRow({ kind, unit, patronId, from, to, ends }: Row<'booking'>) {
  return { kind, unit, patronId, from, to, ends: ends.map(({ by }) => String(by)) };
}

function plainBookings(said: readonly Said[]): Map<string, Plain> {
  const plain = new Map<string, Plain>();
  for (const { name, args, told, at, id } of said) {
    if (name !== 'placeBooking') continue;
    const placed = Placed.parse(args);
    plain.set(placed.bookingId, { at, act: id, placed, graceEnd: Grace.parse(told).noShowAt, ends: [] });
  }
  const undone = new Map(
    said.flatMap(({ name, args, desk }) => (name === 'undo' ? [[Undone.parse(args).commandId, desk] as const] : [])),
  );
  for (const { name, args, told, at, id, desk } of said) {
    const named = name === 'cancelBooking' || name === 'expireBooking' ? Named.parse(args) : null;
    const fetched = name === 'checkout' ? PickedUp.safeParse(told).data?.booking : undefined;
    if (undone.get(id) === desk) continue;
    plain
      .get(named?.bookingId ?? fetched ?? '')
      ?.ends.push({ at, by: id, movedTo: named?.movedTo, isPickUp: named === null });
  }
  for (const { ends } of plain.values()) ends.sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1));
  return plain;
}

type Around = {
  readonly loan: Row<'loan'> | null;
  readonly patronOf: (id: string) => string;
  readonly now: number;
  readonly isTold: (act: string, from: number) => boolean;
};
type Time = { readonly from: number; readonly to: number };

/**
 * Exceptions on bookings of the one unit: those that come too late, those that have their old time again, and those
 * that a loan runs into. An old time whose grace is over counts if somebody was told of it: the server ends it once it
 * hears of all desks. Of two moves of one booking the second has no unit.
 */
function meetings(plain: ReadonlyMap<string, Plain>, { loan, patronOf, now, isTold }: Around): string[] {
  const all = [...plain.values()];
  const isStanding = ({ ends }: Plain) => ends.length === 0;
  const standing = all.filter((one) => isStanding(one) && !isSecond(plain, one, Infinity));
  const back = new Map<Plain, Time>();
  for (const one of all.filter((each) => isStanding(each) && each.placed.moves !== undefined).toSorted(byPlacing)) {
    if (isSecond(plain, one, Infinity)) continue;
    const stood = all.filter((other) => stoodAt(other, one) && !isSecond(plain, other, one.at));
    const isKept = keptOf(stood, back).has(one) && keptOf(standing, back).has(one);
    if (isKept) continue;
    const around = [...standing, ...all.filter((other) => other.ends[0]?.isPickUp === true)];
    const found = oldOnes(plain, one).find(
      ({ placed, graceEnd }) =>
        (graceEnd > now || isTold(one.act, placed.from)) && keptOf(around, new Map([...back, [one, placed]])).has(one),
    );
    if (found !== undefined) back.set(one, found.placed);
  }
  const kept = keptOf(standing, back);
  const told = all.filter(isStanding).flatMap((one): string[] => {
    const patron = patronOf(one.placed.patronId);
    if (!kept.has(one)) return [`booking-conflict ${one.act} ${patron}`];
    const { from } = back.get(one) ?? one.placed;
    return [
      ...(back.has(one) ? [`booking-moved-back ${one.act} ${patron}`] : []),
      ...(loan !== null && loan.dueAt + TURNAROUND_MS > from ? [`booked-soon ${loan.dueBy} ${patron}`] : []),
    ];
  });
  return [...new Set(told)];
}

/** Whether a booking stood at the moment at which another one was placed, or is that one. */
function stoodAt(other: Plain, one: Plain): boolean {
  const [end] = other.ends;
  if (other.at > one.at) return false;
  return end === undefined || (end.at > one.at && end.movedTo !== one.placed.bookingId);
}

/** Bookings that get the one unit, in turn as they were placed; those at an old time come last. */
function keptOf(bookings: readonly Plain[], back: ReadonlyMap<Plain, Time>): Set<Plain> {
  const kept = new Map<Plain, Time>();
  const isBack = (one: Plain) => Number(back.has(one));
  for (const one of bookings.toSorted((a, b) => isBack(a) - isBack(b) || byPlacing(a, b))) {
    const time = back.get(one) ?? one.placed;
    const isFree = (other: Time) => other.to + TURNAROUND_MS <= time.from || time.to + TURNAROUND_MS <= other.from;
    if ([...kept.values()].every(isFree)) kept.set(one, time);
  }
  return new Set(kept.keys());
}

function byPlacing(a: Plain, b: Plain): number {
  return a.at - b.at || (a.placed.bookingId < b.placed.bookingId ? -1 : 1);
}

/** Whether the old booking had been moved to another one, which stood or was picked up at a moment. */
function isSecond(plain: ReadonlyMap<string, Plain>, { placed }: Plain, at: number): boolean {
  const [moved] = plain.get(placed.moves ?? '')?.ends ?? [];
  if (moved?.movedTo === undefined || moved.movedTo === placed.bookingId || moved.at > at) return false;
  let last = plain.get(moved.movedTo);
  for (;;) {
    const [end] = last?.ends ?? [];
    if (last === undefined || end === undefined || end.at > at) return last !== undefined;
    if (end.movedTo === undefined) return end.isPickUp;
    last = plain.get(end.movedTo);
  }
}

/** The bookings that one was moved from, the latest first, as far as nothing else ended them before. */
function oldOnes(plain: ReadonlyMap<string, Plain>, one: Plain): Plain[] {
  const before = plain.get(one.placed.moves ?? '');
  if (before === undefined || before.ends[0]?.movedTo !== one.placed.bookingId) return [];
  return [before, ...oldOnes(plain, before)];
}
