// Bookings whose grace is over and that were not picked up. Indexed. They wait for silent desks of their branch, where
// a checkout may lie.

import type { Instant } from '../../shared/core/instant.ts';
import { graceEnd } from '../../shared/circ/moved-bookings.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { equipmentOf, historyOf, kindStanding } from '../bookings/booking-exceptions.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { endOf, findUndone, isBehind, PAGE, type Asked, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** Ends of bookings that are due. `quiet`: branches that wait for a silent desk. */
export function dueBookings(
  tx: ReadTx,
  { now, limit, page = PAGE, quiet }: Asked & { readonly quiet: ReadonlySet<string> },
): Promise<OwnDeed[]> {
  return findUndone<Page>(tx, limit, async (after) => {
    const rows = await tx.db
      .selectFrom('booking')
      .select(['id', 'no_show_at as at', 'body'])
      .where('no_show_at', '<=', now)
      .where(isBehind(after, 'no_show_at'))
      .orderBy('no_show_at')
      .orderBy('id')
      .limit(page)
      .execute();
    const bookings = rows.map(({ body }) => parseRow('booking', body)).filter(({ branch }) => !quiet.has(branch));
    const deeds: OwnDeed[] = [];
    for (const booking of bookings) {
      const at = await endOfGrace(tx, booking);
      if (at <= now) deeds.push(endDeed(booking, at));
    }
    return { deeds, last: endOf(rows) };
  });
}

/** A moved booking that has its old time again waits until the grace of that one is over. */
async function endOfGrace(tx: ReadTx, booking: Row<'booking'>): Promise<Instant> {
  const { kind: code, moves, noShowAt } = booking;
  const kind = moves === undefined ? undefined : (await equipmentOf(tx)).find((one) => one.id === code);
  if (kind === undefined) return noShowAt;
  const standing = await kindStanding(tx, kind);
  const history = await historyOf(tx, standing, kind.id);
  return graceEnd(standing, booking, { all: () => history });
}

function endDeed({ id, patronId }: Row<'booking'>, at: Instant): OwnDeed {
  const args = { bookingId: id, patronId };
  return { id: timedActId('expireBooking', id, at), name: 'expireBooking', version: 1, args, at };
}
