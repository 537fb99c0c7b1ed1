// The rights of each role, as an administrator sees and changes them.

import { z } from 'zod';
import { RoleSchema } from '../circ/rights.ts';

/** The roles, from the one that may least. */
export const ROLES = RoleSchema.options;

export const RolesViewSchema = z.object({
  roles: z.array(z.object({ role: z.string(), rights: z.array(z.string()) })),
  /** Every right there is, in the order in which they are listed. */
  all: z.array(z.string()),
});
export type RolesView = z.infer<typeof RolesViewSchema>;

const rights = z.array(z.string().max(64)).max(100);

export const RoleChangeInputSchema = z.object({
  role: RoleSchema,
  give: rights,
  take: rights,
  /** Of the person signed in. */
  pin: z.string().min(1).max(64),
});
export type RoleChangeInput = z.infer<typeof RoleChangeInputSchema>;
