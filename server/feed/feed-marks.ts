// Marks on the feed, one a night: each takes a position of its own, so that every desk gets a batch that ends there or beyond, in which its
// copy is compared with the server; and each records when the feed was where it is, so that old tombstones can go.

import { HOUR_MS, DAY_MS, type Instant } from '../../shared/core/instant.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';

/** Tombstones are kept so long, and until every active desk is past them. */
const TOMBSTONE_MS = 90 * DAY_MS;
/** Desks sleep then, and a busy server delays no one. */
const NIGHT = { from: 1, to: 5 } as const;
const PER_TRANSACTION = 2_000;

/** The result of a round. */
export type MarkRound = { readonly marked: boolean; readonly trimmed: number };

/** Sets the mark of this night when it is due, and trims old entries. Called now and then by every server process. */
export async function markFeed(store: Store, now: Instant, hour: number): Promise<MarkRound> {
  const marked = await store.write((tx) => setMark(tx, now, hour));
  return { marked, trimmed: marked ? await trimTombstones(store, now) : 0 };
}

async function setMark(tx: WriteTx, now: Instant, hour: number): Promise<boolean> {
  await tx.lock(['feed-mark']);
  const newest = await tx.db
    .selectFrom('feed_mark')
    .select('at')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now - newest.at;
  const isNight = hour >= NIGHT.from && hour < NIGHT.to;
  // A server that does not run at night marks when it does.
  if (age < 20 * HOUR_MS || (!isNight && age < 30 * HOUR_MS)) return false;
  await tx.upsert('feed_mark', [{ position: await tx.nextPosition(), at: now }]);
  return true;
}

/** Whether a mark lies after one position and up to another. */
export async function isMarked(tx: ReadTx, range: { readonly after: number; readonly to: number }): Promise<boolean> {
  const found = await tx.db
    .selectFrom('feed_mark')
    .select('position')
    .where('position', '>', range.after)
    .where('position', '<=', range.to)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Notes where a desk's feed is, once for each mark that it passed. */
export async function notePosition(store: Store, desk: string, position: number): Promise<void> {
  const isNew = await store.read(async (tx) => {
    const known = await tx.db.selectFrom('desk').select('feed_position').where('id', '=', desk).executeTakeFirst();
    if (known === undefined) return false;
    const after = known.feed_position;
    return after === null ? position > 0 : isMarked(tx, { after, to: position });
  });
  if (!isNew) return;
  await store.write((tx) =>
    tx.db.updateTable('desk').set({ feed_position: position }).where('id', '=', desk).execute(),
  );
}

/** Raises the floor to the newest position that is old enough and passed by every active desk, and takes the tombstones up to it away. */
async function trimTombstones(store: Store, now: Instant): Promise<number> {
  const floor = await store.write((tx) => raiseFloor(tx, now));
  let trimmed = 0;
  for (;;) {
    const gone = await store.write((tx) => dropTombstones(tx, floor));
    trimmed += gone;
    if (gone < PER_TRANSACTION) return trimmed;
  }
}

async function raiseFloor(tx: WriteTx, now: Instant): Promise<number> {
  const old = await tx.db
    .selectFrom('feed_mark')
    .select('position')
    .where('at', '<=', now - TOMBSTONE_MS)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { floor } = await tx.db.selectFrom('feed_head').select('floor').executeTakeFirstOrThrow();
  if (old === undefined) return floor;
  // A desk that never followed the feed has no copy that could need a tombstone.
  const slowest = await tx.db
    .selectFrom('desk')
    .select('feed_position')
    .where('status', '=', 'active')
    .where('feed_position', 'is not', null)
    .orderBy('feed_position')
    .limit(1)
    .executeTakeFirst();
  const next = Math.min(old.position, slowest?.feed_position ?? old.position);
  if (next <= floor) return floor;
  await tx.db.updateTable('feed_head').set({ floor: next }).execute();
  await tx.db.deleteFrom('feed_mark').where('position', '<', next).execute();
  return next;
}

async function dropTombstones(tx: WriteTx, floor: number): Promise<number> {
  const some = await tx.db
    .selectFrom('feed_row')
    .select(['kind', 'key', 'scope'])
    .where('deleted', '=', 1)
    .where('position', '<=', floor)
    .limit(PER_TRANSACTION)
    .execute();
  for (const [scope, rows] of Map.groupBy(some, (row) => row.scope))
    for (const [kind, few] of Map.groupBy(rows, (row) => row.kind))
      await tx.db
        .deleteFrom('feed_row')
        .where('scope', '=', scope)
        .where('kind', '=', kind)
        .where('deleted', '=', 1)
        .where(
          tx.anyOf(
            'key',
            few.map(({ key }) => key),
          ),
        )
        .execute();
  return some.length;
}
