// Which bookings of an item a loan would run into.

import type { Instant } from '../../core/instant.ts';
import type { OverlappingBooking } from './checkout-question.ts';

export type Booking = OverlappingBooking & { readonly endsAt: Instant };

/** The bookings that share time with a loan; one that only touches its end does not. */
export function overlappingBookings(
  bookings: readonly Booking[],
  loan: { readonly from: Instant; readonly to: Instant },
): OverlappingBooking[] {
  return bookings
    .filter(({ startsAt, endsAt }) => startsAt < loan.to && endsAt > loan.from)
    .map(({ isOwn, startsAt }) => ({ isOwn, startsAt }));
}
