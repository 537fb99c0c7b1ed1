// GET /v1/neighbors: the other desks of a desk's branch, with the keys that they sign with. From these alone a desk takes acts over the branch's
// own network.

import { z } from 'zod';
import { DeskIdSchema } from '../core/ids.ts';

export const NeighborSchema = z.object({
  deskId: DeskIdSchema,
  name: z.string(),
  /** SPKI DER in base64. */
  publicKey: z.string().max(1_000),
});
export type Neighbor = z.infer<typeof NeighborSchema>;

export const NeighborsResponseSchema = z.object({ desks: z.array(NeighborSchema).max(500) });
export type NeighborsResponse = z.infer<typeof NeighborsResponseSchema>;
