// The time that a moved booking really has. Its new time may turn out to have been taken when it was moved, by a booking
// placed before: then it has its old time again where that is free, and else no unit. Follows from all bookings of a
// kind, so that desk and server agree in any order of arrival. [I22] [I24]

import type { BookingId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import { givenUnits, inPlacedOrder, type KindStanding } from './booked-units.ts';
import { bookingState, isBooked, type Booking, type StandingBooking } from './model/booking.ts';

/** The history of a kind, and the moment of the question. */
export type OldTimes = {
  /** Every booking of the kind that is still kept, also those that have ended. Asked only where one was moved. */
  readonly all: () => readonly Booking[];
  readonly now: Instant;
};

/**
 * The kind with each booking at the time that it has. Bookings that have an old time again come after all others, so
 * that a patron who booked that time meanwhile keeps it. Loans are not looked at here: one that runs into the old time is
 * told like any other. The winner's end, after the move, changes nothing: the patron may know of the old time.
 */
export function withOldTimes(standing: KindStanding, { all, now }: OldTimes): KindStanding {
  const movedOnes = standing.bookings.filter((one) => isBooked(one) && one.moves !== undefined);
  if (movedOnes.length === 0) return standing;
  const history = all();
  const kept = new Map<BookingId, StandingBooking>();
  const timeOf = (one: StandingBooking) => kept.get(one.id) ?? one;
  const units = standing.units.map((unit) => ({ ...unit, loan: null }));
  const hasUnit = (one: StandingBooking, others: readonly StandingBooking[]) => {
    const bookings = [...others.filter(({ id }) => id !== one.id).map(timeOf), one];
    return givenUnits({ ...standing, units, bookings }).get(one.id)?.is === 'unit';
  };
  const pickedUp = history.filter((one) => bookingState(one) === 'picked-up').map(unended);
  for (const one of inPlacedOrder(movedOnes)) {
    if (hasUnit(one, stoodAtMove(history, one)) && hasUnit(one, standing.bookings)) continue;
    const old = oldTimesOf(one, history, now).find((at) => hasUnit(at, [...standing.bookings, ...pickedUp]));
    if (old !== undefined) kept.set(one.id, old);
  }
  return { ...standing, bookings: standing.bookings.map(timeOf) };
}

const unended = (booking: Booking): Booking => ({ ...booking, ends: [] });

/** Bookings that stood when one was moved, as all acts up to that moment made them. The old one gave its place up. */
function stoodAtMove(history: readonly Booking[], { id, placedAt }: Booking): Booking[] {
  const stood = ({ ends: [end], placedAt: at }: Booking) =>
    at <= placedAt && (end === undefined || (end.at > placedAt && end.movedTo !== id));
  return history.filter(stood).map(unended);
}

/** The booking at each of its old times that is not over, the latest move first. */
function oldTimesOf(booking: Booking, history: readonly Booking[], now: Instant): StandingBooking[] {
  const times: StandingBooking[] = [];
  const seen = new Set<BookingId>();
  let at = booking;
  while (at.moves !== undefined && !seen.has(at.id)) {
    seen.add(at.id);
    const { moves } = at;
    const before = history.find(({ id }) => id === moves);
    // An end that came first, at another desk, took the old time away: a cancellation, a pick-up or another move.
    if (before === undefined || before.ends[0]?.movedTo !== at.id) break;
    const { from, to, unit, noShowAt } = before;
    const lostTime = { from: booking.from, to: booking.to };
    if (noShowAt > now) times.push({ ...booking, from, to, unit, noShowAt, lostTime });
    at = before;
  }
  return times;
}

/** When a booking ends if it is not picked up: at the grace of the old time where it has that one then. */
export function graceEnd(standing: KindStanding, booking: Booking, { all }: Pick<OldTimes, 'all'>): Instant {
  let end = booking.noShowAt;
  for (;;) {
    const { bookings } = withOldTimes(standing, { all, now: end });
    const then = bookings.find(({ id }) => id === booking.id)?.noShowAt ?? end;
    if (then <= end) return end;
    end = then;
  }
}
