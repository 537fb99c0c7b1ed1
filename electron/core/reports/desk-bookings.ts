// Bookings of equipment for the service report of a desk, as its copy of the library has them.

import type { ReportPeriod } from '../../../shared/reports/question.ts';
import type { Bookings } from '../../../shared/reports/service/booking-section.ts';
import type { Copy } from '../desk-sight.ts';

/** None without a copy. One that was placed or ended in a time ends after its beginning. */
export function deskBookings(copy: Copy | null, { from }: ReportPeriod): Bookings {
  const kinds = copy?.library.deskTerms().equipment ?? [];
  const names = new Map(kinds.map(({ id, name }) => [id, name]));
  return {
    bookings: kinds.flatMap(({ id }) => copy?.sight.bookings.bookingsOfKind(id, from) ?? []),
    kindName: (kind) => names.get(kind) ?? kind,
  };
}
