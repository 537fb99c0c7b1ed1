// Messages between two desks of a branch over its own network: the acts they have, the acts they lack, and these. Each is one line of JSON over a
// connection on which both have proved the key of a desk that the library names. A type that a desk does not know is skipped. [I20]

import { z } from 'zod';
import { StreamIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { PolicySchema } from '../rules/model/policy.ts';
import { EnvelopeSchema } from './envelope.ts';

/** Acts in one line. */
export const MOST_ACTS_IN_LINE = 25;
/** Characters of one line. A longer one ends the connection. */
export const LONGEST_NEIGHBOR_LINE = 512 * 1024;

export const NeighborLineSchema = z.discriminatedUnion('type', [
  /** The last seq of streams that the desk has; sent when the connection opens, when one grows, and every so often. */
  z.object({ type: z.literal('offer'), streams: z.record(StreamIdSchema, z.int().min(1)) }),
  /** Asks for the acts of a stream after one. */
  z.object({ type: z.literal('want'), stream: StreamIdSchema, after: z.int().min(0) }),
  z.object({
    type: z.literal('acts'),
    stream: StreamIdSchema,
    after: z.int().min(0),
    /** The time that the first may not precede; null = not known. Believed of the desk itself alone. */
    before: InstantSchema.nullable(),
    envelopes: z.array(EnvelopeSchema).max(MOST_ACTS_IN_LINE),
    /** Those that the acts name in their told parts. */
    policies: z.array(PolicySchema).max(MOST_ACTS_IN_LINE),
  }),
]);
export type NeighborLine = z.infer<typeof NeighborLineSchema>;

/** The types of this version. */
export const NEIGHBOR_LINE_TYPES: ReadonlySet<string> = new Set(
  NeighborLineSchema.options.map((option) => option.shape.type.value),
);
