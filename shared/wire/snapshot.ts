// GET /v1/snapshot: the whole state that a desk subscribes to, at one position, as NDJSON in one stream:
// a header, rows by kind in key order, and an end with the count, so that a cut stream is seen.

import { z } from 'zod';
import { StreamIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

export const SnapshotLineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    epoch: z.string(),
    pos: z.int().min(0),
    schema: z.int(),
    rows: z.int().min(0),
    lastSeq: z.record(StreamIdSchema, z.int()),
    serverTime: InstantSchema,
  }),
  z.object({ type: z.literal('row'), kind: z.string(), key: z.string(), version: z.int(), row: z.unknown() }),
  z.object({ type: z.literal('end'), rows: z.int().min(0) }),
]);
export type SnapshotLine = z.infer<typeof SnapshotLineSchema>;
