// Query of a desk to the feed.

import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false']).optional();

export const FeedQuerySchema = z.object({
  epoch: z.string(),
  after: z.coerce.number().int().min(0),
  live: flag,
  /** Whether it gets how far the server has the streams of the other desks of the branch. */
  neighbors: flag,
});

/** Whether a flag of a query is set. */
export const isSet = (given: z.infer<typeof flag>): boolean => given === '1' || given === 'true';
