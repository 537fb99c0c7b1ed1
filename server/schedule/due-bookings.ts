// Bookings whose grace is over and that were not picked up. Indexed. They wait for silent desks of their branch, where
// a checkout may lie.

import type { Booking } from '../../shared/circ/model/booking.ts';
import { toldTime } from '../../shared/circ/moved-bookings.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { equipmentOf, kindStanding } from '../bookings/kind-standing.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { endOf, findUndone, isBehind, PAGE, undone, type Asked, type Page } from './find-undone.ts';
import { timedActId, type OwnDeed } from './own-desk.ts';

/** Branches that wait for a silent desk. */
type Quiet = { readonly quiet: ReadonlySet<string> };

/** Ends of bookings that are due. */
export async function dueBookings(tx: ReadTx, asked: Asked & Quiet): Promise<OwnDeed[]> {
  const { now, limit, page = PAGE, quiet } = asked;
  const back = await undone(tx, await dueAtOldTime(tx, asked));
  const others = await findUndone<Page>(tx, limit, async (after) => {
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
      if (!(await isAtOldTime(tx, booking, now))) deeds.push(endDeed(booking, booking.noShowAt));
    }
    return { deeds, last: endOf(rows) };
  });
  return [...back, ...others].slice(0, limit);
}

/** Moved bookings that have their old time again, and were not picked up at that one. Staff were told of each. */
async function dueAtOldTime(tx: ReadTx, { now, quiet }: Asked & Quiet): Promise<OwnDeed[]> {
  const told = await tx.db
    .selectFrom('exception')
    .select('body')
    .where('code', '=', 'booking-moved-back')
    .where('state', 'in', ['open', 'resolved'])
    .execute();
  const begun = told.map(({ body }) => parseRow('exception', body)).filter((one) => (toldTime(one) ?? now) <= now);
  const kinds = new Set(begun.map(({ params }) => params['equipment']));
  if (kinds.size === 0) return [];
  const deeds: OwnDeed[] = [];
  for (const kind of (await equipmentOf(tx)).filter(({ id }) => kinds.has(id))) {
    const { bookings } = await kindStanding(tx, kind, now);
    const due = bookings.filter((one) => one.lostTime !== undefined && one.noShowAt <= now && !quiet.has(one.branch));
    deeds.push(...due.map((one) => endDeed(one, one.noShowAt)));
  }
  return deeds;
}

/** Whether a moved booking has an old time again: its own grace does not count then. */
async function isAtOldTime(tx: ReadTx, { id, kind: code, moves }: Row<'booking'>, now: Instant): Promise<boolean> {
  const kind = moves === undefined ? undefined : (await equipmentOf(tx)).find((one) => one.id === code);
  if (kind === undefined) return false;
  const { bookings } = await kindStanding(tx, kind, now);
  return bookings.some((one) => one.id === id && one.lostTime !== undefined);
}

function endDeed({ id, patronId }: Booking, at: Instant): OwnDeed {
  const args = { bookingId: id, patronId };
  return { id: timedActId('expireBooking', id, at), name: 'expireBooking', version: 1, args, at };
}
