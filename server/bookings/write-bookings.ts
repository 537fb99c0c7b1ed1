// Bookings as the acts on them make them, in any order of arrival: every act is kept, and the row follows from all of them. [I24]

import { actId, bookingId, itemId, patronId } from '../../shared/core/ids.ts';
import { bookingOf, type Booking, type BookingWrite, type TimedWrite } from '../../shared/circ/model/booking.ts';
import type { Applying } from '../acts/act-effect.ts';
import { actsOf, undoneBy, type Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { loadAliases, type Aliases } from '../timeline/aliases.ts';
import { weighBookings } from './booking-exceptions.ts';

/**
 * Writes the booking acts of a batch. An undo takes back the effect of its target. Whether bookings still meet loans and each other is looked at
 * again for every kind that one of them, or an act on one of its units, is about, and for all kinds at a closing.
 */
export async function writeBookings(tx: WriteTx, batch: readonly Taken[], { changes, now }: Applying): Promise<void> {
  const writes = batch.flatMap(({ recorded }) => recorded.flatMap((one) => (one.kind === 'writeBooking' ? [one] : [])));
  if (writes.length > 0) {
    await tx.lock([...new Set(writes.map(({ booking }) => `booking:${booking}`))]);
    await tx.upsert(
      'booking_act',
      writes.map(({ booking, write, header }) => ({
        act_id: header.id,
        booking_id: booking,
        desk_id: header.desk,
        at: header.at,
        body: JSON.stringify(write),
      })),
    );
  }
  // An undo may come in the request of its target.
  const undone = await undoneIn(tx, batch);
  const gone = undone.map(({ act }) => act);
  if (gone.length > 0) await tx.db.deleteFrom('booking_act').where(tx.anyOf('act_id', gone)).execute();
  const ids = new Set<string>([...writes, ...undone].map(({ booking }) => booking));
  const kinds = ids.size === 0 ? [] : await putBookings(tx, ids, changes);
  const items = batch.flatMap(itemsIn);
  const hours = batch.some(({ command: { name } }) => name === 'closeBranch' || name === 'liftClosing');
  await weighBookings(tx, { kinds, items, hours, now }, changes);
}

/** Items that a command is about, on their timelines or off them. */
function itemsIn(taken: Taken): string[] {
  const named = taken.recorded.flatMap((one) =>
    one.kind === 'writeItem' || one.kind === 'mintItem' ? [String(one.itemId)] : [],
  );
  return [...named, ...actsOf(taken).flatMap((act) => ('itemId' in act && act.itemId !== null ? [act.itemId] : []))];
}

/** Booking acts that the undos of a batch take back. A desk undoes its own acts alone. */
async function undoneIn(
  tx: ReadTx,
  batch: readonly Taken[],
): Promise<{ readonly act: string; readonly booking: string }[]> {
  const targets = new Map(
    batch.flatMap((taken) => {
      const target = undoneBy(taken);
      return target === null ? [] : [[String(target), taken.header.desk] as const];
    }),
  );
  if (targets.size === 0) return [];
  const rows = await tx.db
    .selectFrom('booking_act')
    .select(['act_id', 'booking_id', 'desk_id'])
    .where(tx.anyOf('act_id', targets.keys()))
    .execute();
  return rows
    .filter((row) => targets.get(row.act_id) === row.desk_id)
    .map((row) => ({ act: row.act_id, booking: row.booking_id }));
}

/** Bookings of patrons, or of units, that turned out to be others. */
export async function joinBookings(
  tx: WriteTx,
  gone: { readonly patrons: readonly string[]; readonly items: readonly string[] },
  changes: RowChanges,
): Promise<void> {
  const { patrons, items } = gone;
  const ofPatrons = await tx.db.selectFrom('booking').select('id').where(tx.anyOf('patron_id', patrons)).execute();
  // Few units have two labels, and few bookings stand: those of a unit are not indexed.
  const standing = items.length === 0 ? [] : await tx.db.selectFrom('booking').select(['id', 'body']).execute();
  const ofItems = standing.filter(({ body }) => items.some((id) => body.includes(JSON.stringify(id))));
  const ids = new Set([...ofPatrons, ...ofItems].map(({ id }) => id));
  if (ids.size === 0) return;
  await tx.lock([...ids].map((id) => `booking:${id}`));
  await putBookings(tx, ids, changes);
}

/** Makes bookings of their acts again. Returns the kinds of those that changed. */
async function putBookings(tx: WriteTx, ids: ReadonlySet<string>, changes: RowChanges): Promise<Set<string>> {
  const acts = await tx.db.selectFrom('booking_act').selectAll().where(tx.anyOf('booking_id', ids)).execute();
  const byBooking = Map.groupBy(acts, (row) => row.booking_id);
  const before = await readRows(tx, 'booking', ids);
  const made = [...ids].flatMap((id) => bookingOf(bookingId(id), (byBooking.get(id) ?? []).map(writeOf)) ?? []);
  const aliases = await loadAliases(tx, made.flatMap(namedBy));
  const own = collectChanges();
  const kinds = new Set<string>();
  for (const one of made) {
    const booking = underRealIds(one, aliases);
    if (JSON.stringify(booking) === JSON.stringify(before.get(booking.id))) continue;
    own.put('booking', booking);
    kinds.add(booking.kind);
  }
  await writeChanges(tx, own);
  changes.add(own);
  return kinds;
}

function writeOf({ act_id: act, at, body }: { act_id: string; at: number; body: string }): TimedWrite {
  return { act: actId(act), at: Number(at), write: parseWrite(JSON.parse(body)) };
}

/** It was stored from one. */
const parseWrite = (stored: unknown) => stored as BookingWrite;

function namedBy({ patronId: patron, unit, ends }: Booking): string[] {
  return [patron, ...[unit ?? []].flat(), ...ends.flatMap((end) => end.itemId ?? [])];
}

function underRealIds(booking: Booking, aliases: Aliases): Booking {
  const item = (id: string) => itemId(aliases.of('item', id));
  return {
    ...booking,
    patronId: patronId(aliases.of('patron', booking.patronId)),
    unit: booking.unit === null ? null : item(booking.unit),
    ends: booking.ends.map((end) => (end.itemId === undefined ? end : { ...end, itemId: item(end.itemId) })),
  };
}
