// The acts that the server folds equal those of its envelopes: their times and bases, worked out here from the bytes that the desk signed. The plain
// model takes the acts as the server has them, so they are checked first.

import { z } from 'zod';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { holds } from '../world/broken.ts';
import type { World } from '../world/world.ts';

const BodySchema = z.object({
  occurred: z.object({ wall: z.int(), offsetMs: z.int() }),
  stated: z.object({ at: z.int() }).optional(),
  basis: z.object({ saw: z.string().optional() }),
});

/** Every act of a desk counts at the time of its envelope, with the basis in its envelope. [I24] */
export const checkActs = (world: World): Promise<void> => world.kernel.until(checkActsIn(world.requireServer().store));

/** The same of any store. */
export async function checkActsIn(store: Store): Promise<void> {
  const { events, envelopes } = await store.read(async (tx) => ({
    events: await readAllRows(tx, 'event'),
    envelopes: await tx.db
      .selectFrom('envelope')
      .select(['id', 'stream', 'seq', 'body', 'clamped_at'])
      .orderBy('stream')
      .orderBy('seq')
      .execute(),
  }));
  const acts = Map.groupBy(events, (event) => String(event.id));
  const newest = new Map<string, number>();
  for (const { id, stream, body, clamped_at: clamped } of envelopes) {
    const { occurred, stated, basis } = BodySchema.parse(JSON.parse(body));
    const recorded = occurred.wall + occurred.offsetMs;
    const own = Math.max(recorded, newest.get(stream) ?? Number.NEGATIVE_INFINITY);
    const said = stated === undefined ? own : Math.min(stated.at, recorded);
    const at = clamped === null ? said : Number(clamped);
    if (stated === undefined) newest.set(stream, at);
    const saw = stated === undefined ? (basis.saw ?? null) : null;
    for (const act of acts.get(id) ?? []) {
      holds(24, act.at === at, () => `${id} counts at ${act.at} and its envelope says ${at}`);
      holds(24, act.saw === saw, () => `${id} saw ${act.saw} and its envelope says ${saw}`);
    }
  }
}
