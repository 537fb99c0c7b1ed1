// GET /v1/head: where the feed is. The cheap probe.

import { z } from 'zod';
import { InstantSchema } from '../core/instant.ts';

export const HeadSchema = z.object({ epoch: z.string(), head: z.int().min(0), serverTime: InstantSchema });
export type Head = z.infer<typeof HeadSchema>;
