// POST /v1/role-rights: the rights of each role, for an administrator at a desk, who changes one with their PIN. The server
// checks the PIN, so that a stolen desk cannot give rights in a person's name.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { RoleSchema } from '../circ/rights.ts';

export const RoleRightsRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** Absent: they are only read. Rights by name. */
  change: z
    .object({
      role: RoleSchema,
      give: z.array(z.string().max(64)).max(100),
      take: z.array(z.string().max(64)).max(100),
      pin: z.string().min(1).max(64),
    })
    .optional(),
});
export type RoleRightsRequest = z.infer<typeof RoleRightsRequestSchema>;

export const RoleRightsResponseSchema = z.object({
  roles: z.array(z.object({ role: z.string(), rights: z.array(z.string()) })),
  /** Every right that the server knows, in the order in which they are listed. */
  all: z.array(z.string()),
});
export type RoleRightsResponse = z.infer<typeof RoleRightsResponseSchema>;
