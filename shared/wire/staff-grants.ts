// GET /v1/staff-grants: the staff who may sign in at this desk without a network. The verifier is useless without the desk's pepper,
// and the server keeps no PIN.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { NightGrantSchema } from '../circ/night-grant.ts';
import { RoleSchema } from '../circ/rights.ts';

export const StaffGrantSchema = z.object({
  staffId: StaffIdSchema,
  /** Unique sign-in name. */
  staff: z.string(),
  badgeDigest: z.string().optional(),
  /** A role that this version does not know is the least one; `permissions` has the rights that count. [I20] */
  role: RoleSchema.catch('student'),
  /** Rights by name; those that this version does not know are kept and mean nothing here. [I20] */
  permissions: z.array(z.string()),
  /** The card of their own account, on which they do nothing. */
  ownCard: z.string().optional(),
  /** Salt of argon2id, hex. */
  salt: z.string(),
  /** HMAC-SHA-256(pepper, argon2id(PIN, salt)), hex. */
  verifier: z.string(),
  expires: InstantSchema.nullable(),
});
export type StaffGrant = z.infer<typeof StaffGrantSchema>;

export const StaffGrantsResponseSchema = z.object({
  revision: z.int(),
  grants: z.array(StaffGrantSchema),
  /** Absent from a server that has none yet. */
  nightGrants: z.array(NightGrantSchema).optional(),
});
export type StaffGrantsResponse = z.infer<typeof StaffGrantsResponseSchema>;

/** Parameters of argon2id for PINs: the same on the server that makes verifiers and the desk that checks them. */
export const PIN_HASH = { memoryKib: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
