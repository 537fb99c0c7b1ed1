// Bookings of the thing that is lent by the hour: there is one of it, so that desks without contact book it twice.

import type { BookingId, PatronId } from '../../../shared/core/ids.ts';
import { formatInstant, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { isBooked, type Booking } from '../../../shared/circ/model/booking.ts';
import { look } from '../checks/look.ts';
import { asked, insist, someCard } from '../steps/acts.ts';
import { barcodeOf, EQUIPMENT, SERIAL } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

/** Bookings are made for one of a few times, so that desks meet; every other one is moved at once. */
export const placeBooking = act(6, async (world, desk) => {
  await book(world, desk, { card: someCard(world) });
  const moved = world.chance.oneIn(2) ? someBooking(world, desk) : null;
  const card = moved === null ? undefined : cardAt(world, desk, moved.patronId);
  if (moved !== null && card !== undefined) await book(world, desk, { card, moves: moved.id });
});

async function book(
  world: World,
  desk: SimDesk,
  { card: patron, moves }: { readonly card: string; readonly moves?: BookingId },
): Promise<void> {
  const { now } = world.kernel;
  const slot = Math.floor(now / SLOT_MS) * SLOT_MS + SLOT_MS * world.chance.between(1, 3);
  const from = world.chance.oneIn(3) ? now + world.chance.between(5 * MINUTE_MS, 30 * HOUR_MS) : slot;
  const to = from + world.chance.between(HOUR_MS, 6 * HOUR_MS);
  await asked(world, desk, 'booking.place', {
    kind: EQUIPMENT,
    patron,
    from: formatInstant(from),
    to: formatInstant(to),
    ...(world.chance.oneIn(2) ? { unit: barcodeOf(SERIAL) } : {}),
    ...(moves === undefined ? {} : { moves }),
  });
}

const SLOT_MS = 8 * HOUR_MS;

/** A booking is cancelled, or picked up where it is time for it. */
export const cancelBooking = act(3, async (world, desk) => {
  const one = someBooking(world, desk);
  if (one === null) return;
  if (world.chance.oneIn(2)) await asked(world, desk, 'booking.cancel', { bookingId: one.id });
  else await pickUp(world, desk, one.patronId);
});

function someBooking(world: World, desk: SimDesk): Booking | null {
  const bookings = look(world, desk, (sight) => sight.bookings.bookingsOfKind(EQUIPMENT, 0).filter(isBooked), []);
  return bookings.length === 0 ? null : world.chance.pick(bookings);
}

function cardAt(world: World, desk: SimDesk, patron: PatronId): string | undefined {
  const cards = look(world, desk, (sight) => sight.patron(patron)?.cards ?? [], []);
  return cards.find(({ active }) => active)?.number;
}

async function pickUp(world: World, desk: SimDesk, patron: PatronId): Promise<void> {
  const card = cardAt(world, desk, patron);
  if (card !== undefined) await insist(world, desk, 'circ.checkout', { patron: card, item: barcodeOf(SERIAL) });
}
