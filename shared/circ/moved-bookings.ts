// The time that a moved booking really has. Its new time may turn out to have been taken when it was moved, by a booking
// placed before: then it has its old time again where that is free, and else no unit. Of two desks that moved the same
// booking, the first by time did. Follows from all bookings of a kind, so that desk and server agree in any order of
// arrival. [I22] [I24]

import type { BookingId, BranchId, ExceptionId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import { inPlacedOrder, isPlaced, type KindStanding } from './booked-units.ts';
import { exceptionIdOf } from './exception-id.ts';
import { bookingState, isBooked, type Booking, type StandingBooking } from './model/booking.ts';
import type { Exception } from './model/exception.ts';

/** Facts about old times, asked only where a booking was moved. */
export type OldTimeFacts = {
  readonly isOpenAt: (branch: BranchId, at: Instant) => boolean;
  readonly exception: (id: ExceptionId) => Exception | null;
};

/** The history of a kind, facts around it, and the moment of the question. */
export type OldTimes = OldTimeFacts & {
  /** Every booking of the kind that is still kept and ends after a moment, or was moved, also those that have ended. */
  readonly all: (after: Instant) => readonly Booking[];
  readonly now: Instant;
};

/**
 * The kind with each booking at the time that it has. Bookings that have an old time again come after all others, so
 * that a patron who booked that time meanwhile keeps it. Loans are not looked at here: one that runs into the old time is
 * told like any other. The winner's end, after the move, changes nothing: the patron may know of the old time.
 */
export function withOldTimes(standing: KindStanding, times: OldTimes): KindStanding {
  const movedOnes = standing.bookings.filter((one) => isBooked(one) && one.moves !== undefined);
  if (movedOnes.length === 0) return standing;
  const since = Math.min(...movedOnes.map(({ placedAt }) => placedAt)) - standing.turnaroundMs;
  const history: History = new Map(times.all(since).map((one) => [one.id, one]));
  const changed = new Map<BookingId, StandingBooking>();
  const timeOf = (one: StandingBooking) => changed.get(one.id) ?? one;
  for (const one of movedOnes)
    if (isSecondMove(history, one, Infinity)) changed.set(one.id, { ...one, isSecond: true });
  const hasUnit = (one: StandingBooking, others: readonly StandingBooking[]) =>
    isPlaced({ ...standing, bookings: others.map(timeOf) }, one);
  const booked = standing.bookings.filter(isBooked);
  for (const one of inPlacedOrder(movedOnes)) {
    if (changed.has(one.id)) continue;
    const stood = stoodAtMove(history, one, standing.turnaroundMs);
    if (hasUnit(one, stood) && hasUnit(one, booked)) continue;
    const old = oldTimesOf(one, history, times).find((at) =>
      hasUnit(at, [...booked, ...pickedUpAfter(history, at.from - standing.turnaroundMs)]),
    );
    if (old !== undefined) changed.set(one.id, old);
  }
  return { ...standing, bookings: standing.bookings.map(timeOf) };
}

type History = ReadonlyMap<BookingId, Booking>;

/** Bookings that were picked up and take their unit beyond a moment. */
function pickedUpAfter(history: History, at: Instant): Booking[] {
  return [...history.values()].filter((one) => one.to > at && bookingState(one) === 'picked-up');
}

/** Bookings that stood when one was moved and were not over, as all acts up to that moment made them. The old one gave its place up. */
function stoodAtMove(history: History, { id, placedAt: moment }: Booking, turnaroundMs: number): Booking[] {
  const stood = (one: Booking) => {
    const [end] = one.ends;
    return (
      one.placedAt <= moment &&
      one.to + turnaroundMs > moment &&
      (end === undefined || (end.at > moment && end.movedTo !== id)) &&
      !isSecondMove(history, one, moment)
    );
  };
  return [...history.values()].filter(stood);
}

/** Whether another booking had taken the place of the same old one before, and stood or was picked up at a moment. */
function isSecondMove(history: History, { id, moves }: Booking, at: Instant): boolean {
  let end = moves === undefined ? undefined : history.get(moves)?.ends[0];
  if (end?.movedTo === id) return false;
  const seen = new Set<BookingId>();
  while (end?.movedTo !== undefined && end.at <= at && !seen.has(end.movedTo)) {
    seen.add(end.movedTo);
    const next = history.get(end.movedTo);
    if (next === undefined) return false;
    [end] = next.ends;
    if (end === undefined || end.at > at || end.how === 'picked-up') return true;
  }
  return false;
}

/** The booking at each of its old times that it may have again, the latest move first. */
function oldTimesOf(booking: Booking, history: History, times: OldTimes): StandingBooking[] {
  const found: StandingBooking[] = [];
  const seen = new Set<BookingId>();
  let at = booking;
  while (at.moves !== undefined && !seen.has(at.id)) {
    seen.add(at.id);
    const before = history.get(at.moves);
    // An end that came first, at another desk, took the old time away: a cancellation, a pick-up or another move.
    if (before === undefined || before.ends[0]?.movedTo !== at.id) break;
    const { from, to, unit, branch, noShowAt } = before;
    const lostTime = { from: booking.from, to: booking.to };
    const old: StandingBooking = { ...booking, from, to, unit, branch, noShowAt, lostTime, isLast: true };
    if (isOpenFor(times, old) && (noShowAt > times.now || isTold(times, old))) found.push(old);
    at = before;
  }
  return found;
}

/** Whether the branch is open as a booking is picked up and due back. A closing may have been entered since. */
export function isOpenFor({ isOpenAt }: Pick<OldTimeFacts, 'isOpenAt'>, { branch, from, to }: Booking): boolean {
  return isOpenAt(branch, from) && isOpenAt(branch, to - 1);
}

/**
 * Whether staff were told of an old time while it could be picked up: then it lasts beyond its grace, until the server
 * ends the booking. Of one that comes out later the patron could not know.
 */
function isTold({ exception }: OldTimeFacts, old: StandingBooking): boolean {
  const told = exception(movedBackId(old));
  if (told === null || (told.state !== 'open' && told.state !== 'resolved')) return false;
  return toldTime(told) === old.from;
}

/** The exception that tells of an old time. */
export function movedBackId({ patronId: patron, placedBy }: Booking): ExceptionId {
  return exceptionIdOf('booking-moved-back', { patron }, placedBy);
}

/** When the old time begins that it tells of. */
export function toldTime({ params }: Exception): Instant | null {
  const { from } = params;
  return typeof from === 'object' && from !== null && 'dueAt' in from ? from.dueAt : null;
}
