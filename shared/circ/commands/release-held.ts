// The command `releaseHeld`: a supervisor has looked at acts that the server did not take in, and they are right. Each counts at its own
// time; its receipt stays what it was.

import { z } from 'zod';
import { ActIdSchema, StreamIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

/** Acts, and streams, that a desk lets go by one command. */
export const RELEASED_BY_ONE_ACT = 100;

export const ReleaseHeldArgsSchema = z
  .object({
    ids: z.array(ActIdSchema).max(1_000),
    /** Streams of which everything that is held is released. */
    streams: z.array(StreamIdSchema).max(100),
  })
  .refine(({ ids, streams }) => ids.length + streams.length > 0, 'something must be named');
export type ReleaseHeldArgs = z.infer<typeof ReleaseHeldArgsSchema>;

export const ReleaseHeldToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordReleaseHeld(_header: RecordHeader, { ids, streams }: ReleaseHeldArgs): Recorded[] {
  return [{ kind: 'releaseHeld', ids, streams }];
}
