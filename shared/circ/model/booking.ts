// Bookings of equipment. A booking is its placing and its end: the earliest of a pick-up, a cancellation and the end of its grace, in any
// order of arrival. Which unit it gets follows from all bookings of its kind: `booked-units.ts`. [I24]

import { z } from 'zod';
import {
  ActIdSchema,
  BookingIdSchema,
  BranchIdSchema,
  ItemIdSchema,
  PatronIdSchema,
  type ActId,
  type BookingId,
  type ItemId,
} from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';

export const BookingEndSchema = z.object({
  how: z.enum(['picked-up', 'cancelled', 'no-show']),
  /** When it counts from. */
  at: InstantSchema,
  /** The act. */
  by: ActIdSchema,
  /** The unit that was picked up. */
  itemId: ItemIdSchema.optional(),
  /** A cancellation: the booking that it was moved to. */
  movedTo: BookingIdSchema.optional(),
});
export type BookingEnd = z.infer<typeof BookingEndSchema>;

/** The contents of a booking when it is placed. */
export const PlacedSchema = z.object({
  /** Code of the kind of equipment. */
  kind: z.string().min(1),
  /** The unit that was asked for; null = any of the kind. */
  unit: ItemIdSchema.nullable(),
  patronId: PatronIdSchema,
  from: InstantSchema,
  to: InstantSchema,
  /** Where it is picked up. */
  branch: BranchIdSchema,
  /** When it ends if not picked up. */
  noShowAt: InstantSchema,
  /** The booking that it takes the place of: its old time, for which it stands again if the new one is lost. */
  moves: BookingIdSchema.optional(),
});
export type Placed = z.infer<typeof PlacedSchema>;

export const BookingSchema = PlacedSchema.extend({
  id: BookingIdSchema,
  /** By effective time: of two that overlap on one unit, the first stands. */
  placedAt: InstantSchema,
  placedBy: ActIdSchema,
  /** Every end that acts gave it, the one that counts first. Empty = it stands. */
  ends: z.array(BookingEndSchema),
});
export type Booking = z.infer<typeof BookingSchema>;

/** A booking at the time that it has. */
export type StandingBooking = Booking & {
  /** The time it was moved to; an earlier booking has that one. */
  readonly lostTime?: Pick<Booking, 'from' | 'to'>;
  /** It gets a unit after all others, whenever it was placed. */
  readonly isLast?: true;
  /** Another desk had moved the old booking before: it gets no unit. */
  readonly isSecond?: true;
};

/** One act on a booking. */
export type BookingWrite =
  | { readonly how: 'placed'; readonly placed: Placed }
  | { readonly how: 'cancelled'; readonly movedTo?: BookingId | undefined }
  | { readonly how: 'no-show' }
  | { readonly how: 'picked-up'; readonly itemId: ItemId };

/** An act on a booking with its moment. */
export type TimedWrite = { readonly act: ActId; readonly at: Instant; readonly write: BookingWrite };

/** The booking that some acts make; null while none of them placed it. */
export function bookingOf(id: BookingId, writes: readonly TimedWrite[]): Booking | null {
  const inOrder = writes.toSorted((a, b) => a.at - b.at || (a.act < b.act ? -1 : 1));
  const placing = inOrder.find(({ write }) => write.how === 'placed');
  if (placing === undefined || placing.write.how !== 'placed') return null;
  const { placed } = placing.write;
  return { ...placed, id, placedAt: placing.at, placedBy: placing.act, ends: inOrder.flatMap(endOf) };
}

function endOf({ act: by, at, write }: TimedWrite): BookingEnd[] {
  if (write.how === 'placed') return [];
  if (write.how === 'picked-up') return [{ how: write.how, at, by, itemId: write.itemId }];
  if (write.how === 'no-show' || write.movedTo === undefined) return [{ how: write.how, at, by }];
  return [{ how: write.how, at, by, movedTo: write.movedTo }];
}

/** Whether a booking bears on a time after a moment: it ends later, or was moved, since both bookings of a move tell which of two moves came first. */
export function bearsAfter({ to, moves, ends }: Booking, after: Instant): boolean {
  return to > after || moves !== undefined || ends.some(({ movedTo }) => movedTo !== undefined);
}

/** The booking with further acts on it, those of `undone` aside. */
export function withWrites(booking: Booking, writes: readonly TimedWrite[], undone: ReadonlySet<ActId>): Booking {
  const added = writes.flatMap(endOf).filter(({ by }) => !booking.ends.some((end) => end.by === by));
  const ends = [...booking.ends, ...added]
    .filter(({ by }) => !undone.has(by))
    .toSorted((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1));
  return { ...booking, ends };
}

/** How a booking stands; `booked` = nothing has ended it. */
export type BookingState = 'booked' | BookingEnd['how'];

export function bookingState({ ends }: Pick<Booking, 'ends'>): BookingState {
  return ends[0]?.how ?? 'booked';
}

/** Whether nothing has ended it. */
export const isBooked = (booking: Pick<Booking, 'ends'>): boolean => booking.ends.length === 0;
