// The acts of people at desks, as the server took them in: name, arguments and time of each, read from the bytes that
// its desk signed. For acts that no fold keeps as an event.

import { z } from 'zod';
import type { ReadTx } from '../../../server/store/store.ts';
import { bySaid, type Said } from '../model/said.ts';

const BodySchema = z.object({
  name: z.string(),
  occurred: z.object({ wall: z.int(), offsetMs: z.int() }),
  stated: z.object({ at: z.int() }).optional(),
  told: z.unknown(),
});

const ArgsSchema = z.object({ command: z.unknown() });

/** Every act that counts, with no arguments where they are purged, in the order of its time. One that is held counts once it is released. */
export async function readSaid(tx: ReadTx): Promise<Said[]> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'desk_id', 'stream', 'seq', 'body', 'args', 'clamped_at', 'outcome'])
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const newest = new Map<string, number>();
  const said: Said[] = [];
  for (const { id, desk_id: desk, stream, seq, body, args, clamped_at: clamped, outcome } of rows) {
    const { name, occurred, stated, told: words } = BodySchema.parse(JSON.parse(body));
    const recorded = occurred.wall + occurred.offsetMs;
    const own = Math.max(recorded, newest.get(stream) ?? Number.NEGATIVE_INFINITY);
    const told = stated === undefined ? own : Math.min(stated.at, recorded);
    const at = clamped === null ? told : Number(clamped);
    if (stated === undefined) newest.set(stream, at);
    if (outcome !== 'applied') continue;
    const command = args === null ? null : ArgsSchema.parse(JSON.parse(args)).command;
    said.push({ id, desk, stream, seq, at, name, args: command, told: words });
  }
  return said.toSorted(bySaid);
}
