// GET /v1/feed: NDJSON lines. Rows between begin and commit are one server state and are applied in one SQLite transaction. [I9] [I11]
// Catch-up and live use the same lines.

import { z } from 'zod';
import { StreamIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

/** The last seq of each stream of the other desks of the branch, as `lastSeq` has it for the desk itself; only where the desk asked for it. */
const NeighborSeqsSchema = z.record(StreamIdSchema, z.int());

export const FeedLineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), epoch: z.string(), after: z.int(), to: z.int(), at: InstantSchema }),
  z.object({ type: z.literal('put'), kind: z.string(), key: z.string(), version: z.int(), row: z.unknown() }),
  /** Gone, in this scope or for good: a desk overwrites it in either case, so that a purge needs no word of its own. [I19] */
  z.object({ type: z.literal('del'), kind: z.string(), key: z.string() }),
  /** A receipt of this desk, as its exact text. */
  z.object({ type: z.literal('receipt'), receipt: z.string() }),
  /** `lastSeq`: the last seq of each of this desk's streams whose effects are all in the state at `to`. [I3] */
  z.object({
    type: z.literal('commit'),
    to: z.int(),
    lastSeq: z.record(StreamIdSchema, z.int()),
    neighbors: NeighborSeqsSchema.optional(),
    checksum: z.string().optional(),
  }),
  z.object({
    type: z.literal('upToDate'),
    head: z.int(),
    serverTime: InstantSchema,
    neighbors: NeighborSeqsSchema.optional(),
  }),
  z.object({ type: z.literal('keepalive'), serverTime: InstantSchema }),
  z.object({ type: z.literal('mustRebootstrap'), reason: z.enum(['epoch', 'floor', 'scope']) }),
]);
export type FeedLine = z.infer<typeof FeedLineSchema>;

/** Milliseconds between keepalives. */
export const KEEPALIVE_MS = 20_000;
/** A feed without a byte for this long is dead. */
export const FEED_DEAD_MS = 45_000;
