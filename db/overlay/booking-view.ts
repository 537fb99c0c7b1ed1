// Bookings as they look at this desk: the rows of the replica with the acts of this desk that are not confirmed.

import type { ActId, BookingId } from '../../shared/core/ids.ts';
import { bearsAfter, bookingOf, withWrites, type Booking, type TimedWrite } from '../../shared/circ/model/booking.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { BookingSource } from '../replica/queries/bookings.ts';

type RecordedBooking = Extract<Recorded, { kind: 'writeBooking' }>;

/** Acts on bookings that are pending. */
export type PendingBookings = {
  readonly of: (id: BookingId) => readonly TimedWrite[];
  readonly ids: () => readonly BookingId[];
  add(one: RecordedBooking): void;
  remove(one: RecordedBooking): void;
};

/** None yet. */
export function bookingsWritten(): PendingBookings {
  const all = new Map<BookingId, readonly RecordedBooking[]>();
  return {
    of: (id) => (all.get(id) ?? []).map(({ header, write }) => ({ act: header.id, at: header.at, write })),
    ids: () => [...all.keys()],
    add: (one) => all.set(one.booking, [...(all.get(one.booking) ?? []), one]),
    remove: (one) => {
      const left = (all.get(one.booking) ?? []).filter((other) => other !== one);
      if (left.length === 0) all.delete(one.booking);
      else all.set(one.booking, left);
    },
  };
}

/** The source with the pending acts over it. `undone`: acts that pending ones take back. */
export function bookingView(
  source: BookingSource,
  pending: PendingBookings,
  undone: () => ReadonlySet<ActId>,
): BookingSource {
  const now = (id: BookingId, row: Booking | null, gone: ReadonlySet<ActId>): Booking | null => {
    const writes = pending.of(id);
    if (row !== null) return withWrites(row, writes, gone);
    return bookingOf(
      id,
      writes.filter(({ act }) => !gone.has(act)),
    );
  };
  const all = (rows: readonly Booking[], isMeant: (row: Booking) => boolean): Booking[] => {
    const gone = undone();
    const found = new Map(rows.map((row) => [row.id, now(row.id, row, gone)]));
    for (const id of pending.ids()) if (!found.has(id)) found.set(id, now(id, source.booking(id), gone));
    return [...found.values()].filter((row) => row !== null).filter(isMeant);
  };
  return {
    booking: (id) => now(id, source.booking(id), undone()),
    bookingsOfPatron: (id) => all(source.bookingsOfPatron(id), ({ patronId }) => patronId === id),
    bookingsOfKind: (kind, after) =>
      all(source.bookingsOfKind(kind, after), (one) => one.kind === kind && bearsAfter(one, after)),
  };
}
