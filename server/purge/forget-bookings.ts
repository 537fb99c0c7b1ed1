// Bookings go when they are over for as long as ended loans are kept, however they ended: they name people. Acts on a
// booking that was never placed go at the same age. [I19]

import { sql } from 'kysely';
import type { Instant } from '../../shared/core/instant.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

const PAGE = 200;

/** Forgets the next few; returns where to go on, null at the end. */
export async function forgetBookings(
  tx: WriteTx,
  { after, before }: { readonly after: string; readonly before: Instant },
  changes: RowChanges,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from booking where to_at < ${before} and id > ${after} order by id limit ${sql.lit(PAGE)}`.execute(tx.db);
  const ids = rows.map(({ id }) => id);
  const own = collectChanges();
  for (const row of (await readRows(tx, 'booking', ids)).values()) own.drop('booking', row);
  await writeChanges(tx, own);
  changes.add(own);
  if (ids.length > 0) await tx.db.deleteFrom('booking_act').where(tx.anyOf('booking_id', ids)).execute();
  if (ids.length === PAGE) return ids.at(-1) ?? null;
  await sql`delete from booking_act where at < ${before} and not exists
    (select 1 from booking where booking.id = booking_act.booking_id)`.execute(tx.db);
  return null;
}
