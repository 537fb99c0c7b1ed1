// Branches and shelving locations.

import { z } from 'zod';
import { BranchIdSchema, LocationIdSchema } from '../../core/ids.ts';

/** One node of the tree of systems and branches. Zones are inherited down the tree when imported, so each row has its own. */
export const BranchSchema = z.object({
  id: BranchIdSchema,
  name: z.string(),
  parent: BranchIdSchema.nullable(),
  kind: z.enum(['consortium', 'system', 'branch', 'sub-library', 'bookmobile']),
  /** The system that the branch belongs to (itself, for a system); null above systems. It names the scope of patron data. */
  system: BranchIdSchema.nullable(),
  zone: z.string().min(1),
});
export type Branch = z.infer<typeof BranchSchema>;

export const LocationSchema = z.object({
  id: LocationIdSchema,
  name: z.string(),
  branch: BranchIdSchema,
  circulates: z.boolean(),
  holdable: z.boolean(),
});
export type Location = z.infer<typeof LocationSchema>;
