// Bookings of equipment in the replica, and the units of a kind.

import type { BookingId, PatronId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Booking } from '../../../shared/circ/model/booking.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Replica } from '../open-replica.ts';
import { rowByKey, rowsWhere } from '../read-row.ts';

/** Queries of the bookings table. */
export type BookingSource = {
  booking(id: BookingId): Booking | null;
  bookingsOfPatron(id: PatronId): readonly Booking[];
  /** Bookings of a kind that end after a moment, over or not, and those that were moved: they may have a later time again. */
  bookingsOfKind(kind: string, after: Instant): readonly Booking[];
};

/** The bookings of a replica. */
export function replicaBookings(db: Replica): BookingSource {
  return {
    booking: (id) => rowByKey(db, 'booking', id),
    bookingsOfPatron: (id) => rowsWhere(db, 'booking', 'WHERE patron_id = ?', id),
    // As bearsAfter has it.
    bookingsOfKind: (kind, after) =>
      rowsWhere(
        db,
        'booking',
        `WHERE kind = ? AND (to_at > ? OR json_extract(row, '$.moves') IS NOT NULL OR instr(row, '"movedTo":') > 0)`,
        kind,
        after,
      ),
  };
}

/** A desk without a replica. */
export const noBookings: BookingSource = {
  booking: () => null,
  bookingsOfPatron: () => [],
  bookingsOfKind: () => [],
};

/** The items of some types. */
export function itemsOfTypes(db: Replica, types: readonly string[]): Item[] {
  return types.flatMap((type) => rowsWhere(db, 'item', 'WHERE item_type = ?', type));
}
