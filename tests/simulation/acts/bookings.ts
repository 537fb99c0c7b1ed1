// Bookings of the thing that is lent by the hour: there is one of it, so that desks without contact book it twice.

import type { PatronId } from '../../../shared/core/ids.ts';
import { formatInstant, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { isBooked } from '../../../shared/circ/model/booking.ts';
import { look } from '../checks/look.ts';
import { asked, insist, someCard } from '../steps/acts.ts';
import { barcodeOf, EQUIPMENT, SERIAL } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const placeBooking = act(4, (world, desk) => {
  const from = world.kernel.now + world.chance.between(5 * MINUTE_MS, 30 * HOUR_MS);
  const to = from + world.chance.between(HOUR_MS, 6 * HOUR_MS);
  const unit = world.chance.oneIn(2) ? { unit: barcodeOf(SERIAL) } : {};
  return asked(world, desk, 'booking.place', {
    kind: EQUIPMENT,
    patron: someCard(world),
    from: formatInstant(from),
    to: formatInstant(to),
    ...unit,
  });
});

/** A booking is cancelled, or picked up where it is time for it. */
export const cancelBooking = act(3, async (world, desk) => {
  const bookings = look(world, desk, (sight) => sight.bookings.bookingsOfKind(EQUIPMENT, 0).filter(isBooked), []);
  if (bookings.length === 0) return;
  const one = world.chance.pick(bookings);
  if (world.chance.oneIn(2)) await asked(world, desk, 'booking.cancel', { bookingId: one.id });
  else await pickUp(world, desk, one.patronId);
});

async function pickUp(world: World, desk: SimDesk, patron: PatronId): Promise<void> {
  const cards = look(world, desk, (sight) => sight.patron(patron)?.cards ?? [], []);
  const card = cards.find(({ active }) => active)?.number;
  if (card !== undefined) await insist(world, desk, 'circ.checkout', { patron: card, item: barcodeOf(SERIAL) });
}
