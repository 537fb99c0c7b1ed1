// The positions at which receivers of acts get them: where they were answered, or where those came that had waited for their arguments alone.

import type { ReadTx } from '../store/store.ts';

/** Positions after one, in order, a position for each act; at most so many. */
export async function positionsAfter({ db }: ReadTx, from: number, limit: number): Promise<readonly number[]> {
  const answered = await db
    .selectFrom('receipt')
    .select('position')
    .where('position', '>', from)
    .orderBy('position')
    .limit(limit)
    .execute();
  const filled = await db
    .selectFrom('envelope')
    .select('released_position as position')
    .where('released_position', '>', from)
    .orderBy('released_position')
    .limit(limit)
    .execute();
  return [...answered, ...filled]
    .map(({ position }) => Number(position))
    .toSorted((a, b) => a - b)
    .slice(0, limit);
}
