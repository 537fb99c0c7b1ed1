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
});
const Named = z.object({ bookingId: z.string() });
const PickedUp = z.object({ booking: z.string() });
const Undone = z.object({ commandId: z.string() });

type Plain = {
  readonly at: number;
  readonly act: string;
  readonly placed: z.infer<typeof Placed>;
  readonly ends: End[];
};
type End = { readonly at: number; readonly by: string };

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
  }: {
    readonly items: readonly Item[];
    readonly itemOf: (id: string) => string;
    readonly patronOf: (id: string) => string;
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
  const wanted = meetings(
    [...plain.values()].filter(({ ends }) => ends.length === 0),
    isLent ? loan : null,
    patronOf,
  );
  const open = exceptions
    .filter(({ code, state }) => (code === 'booking-conflict' || code === 'booked-soon') && state !== 'explained')
    .filter(({ state }) => state === 'open' || state === 'resolved');
  const found = open.map(({ code, cause, patronId }) => `${code} ${cause} ${patronId}`);
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
  for (const { name, args, at, id } of said) {
    if (name !== 'placeBooking') continue;
    const placed = Placed.parse(args);
    plain.set(placed.bookingId, { at, act: id, placed, ends: [] });
  }
  const undone = new Map(
    said.flatMap(({ name, args, desk }) => (name === 'undo' ? [[Undone.parse(args).commandId, desk] as const] : [])),
  );
  for (const { name, args, told, at, id, desk } of said) {
    const named = name === 'cancelBooking' || name === 'expireBooking' ? Named.parse(args).bookingId : null;
    const fetched = name === 'checkout' ? PickedUp.safeParse(told).data?.booking : undefined;
    if (undone.get(id) === desk) continue;
    plain.get(named ?? fetched ?? '')?.ends.push({ at, by: id });
  }
  for (const { ends } of plain.values()) ends.sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1));
  return plain;
}

/** Exceptions on bookings of the one unit: those that come too late, and those that a loan runs into. */
function meetings(standing: readonly Plain[], loan: Row<'loan'> | null, patronOf: (id: string) => string): string[] {
  const kept: Plain[] = [];
  const told: string[] = [];
  const isApart = (a: Plain, b: Plain) =>
    a.placed.to + TURNAROUND_MS <= b.placed.from || b.placed.to + TURNAROUND_MS <= a.placed.from;
  for (const one of standing.toSorted((a, b) => a.at - b.at || (a.placed.bookingId < b.placed.bookingId ? -1 : 1))) {
    const patron = patronOf(one.placed.patronId);
    if (!kept.every((other) => isApart(other, one))) {
      told.push(`booking-conflict ${one.act} ${patron}`);
      continue;
    }
    kept.push(one);
    const meets = loan !== null && loan.dueAt + TURNAROUND_MS > one.placed.from;
    if (meets) told.push(`booked-soon ${loan.dueBy} ${patron}`);
  }
  return [...new Set(told)];
}
