// GET /v1/head: where the feed is. The cheap probe.

import { z } from 'zod';
import { InstantSchema } from '../core/instant.ts';

/** How the server reaches the library system that it stands in front of. */
export const SystemHopSchema = z.object({
  state: z.enum(['up', 'down']),
  since: InstantSchema,
  /** Of several systems: how many there are, how many are away, and which one of these for the longest time. Absent: there is one. */
  several: z.object({ all: z.int(), away: z.int(), name: z.string().nullable() }).optional(),
});
export type SystemHop = z.infer<typeof SystemHopSchema>;

export const HeadSchema = z.object({
  epoch: z.string(),
  head: z.int().min(0),
  serverTime: InstantSchema,
  /** Absent: the server stands alone. */
  system: SystemHopSchema.optional(),
});
export type Head = z.infer<typeof HeadSchema>;
