// Bookings as cases write them.

import { z } from 'zod';
import type { Instant } from '../../../shared/core/instant.ts';
import type { OverlappingBooking } from '../../../shared/rules/judge/checkout-question.ts';
import { overlappingBookings } from '../../../shared/rules/judge/overlapping-bookings.ts';
import type { VectorCase } from '../vector-case.ts';
import { MomentForm } from '../vector-time.ts';

export const BookingForm = z.strictObject({ for: z.string(), start: MomentForm, end: MomentForm });

/** The bookings that a loan from now until its due moment would run into. */
export function readBookings(
  { time, clock }: Pick<VectorCase, 'time' | 'clock'>,
  bookings: readonly z.infer<typeof BookingForm>[],
  loan: { readonly borrower: string | null; readonly dueAt: Instant | null },
): OverlappingBooking[] {
  const read = bookings.map((booking) => ({
    isOwn: loan.borrower !== null && booking.for === loan.borrower,
    startsAt: time.instant(booking.start),
    endsAt: time.instant(booking.end),
  }));
  const from = clock === undefined ? Number.NEGATIVE_INFINITY : time.instant(clock);
  return overlappingBookings(read, { from, to: loan.dueAt ?? Number.POSITIVE_INFINITY });
}
