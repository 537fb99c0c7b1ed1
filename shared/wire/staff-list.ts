// POST /v1/staff-list: the staff who may sign in, for a person at a desk who manages staff, and changes one entry with their own
// PIN. The server checks the PIN, so that a stolen desk cannot make staff in a person's name. A new PIN is in the
// answer once, and kept nowhere.

import { z } from 'zod';
import { InstantSchema } from '../core/instant.ts';
import { StaffIdSchema } from '../core/ids.ts';
import { RoleSchema } from '../circ/rights.ts';

const name = z.string().trim().min(1).max(128);

export const StaffChangeSchema = z.discriminatedUnion('kind', [
  /** `until`: from then on they may not sign in; absent = no end. */
  z.object({ kind: z.literal('add'), name, role: RoleSchema, until: InstantSchema.optional() }),
  z.object({ kind: z.literal('new-pin'), name }),
  /** Another PIN of the person who asks; this needs no right. */
  z.object({ kind: z.literal('own-pin'), name, newPin: z.string().regex(/^\d{4,64}$/) }),
  /** Another role; also brings a person back who was disabled. */
  z.object({ kind: z.literal('role'), name, role: RoleSchema }),
  z.object({ kind: z.literal('disable'), name }),
  /** From then on they may not sign in; null = no end. */
  z.object({ kind: z.literal('until'), name, until: InstantSchema.nullable() }),
  /** The hash of their badge; null takes it away, as when it is lost. */
  z.object({
    kind: z.literal('badge'),
    name,
    badgeHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  }),
]);
export type StaffChange = z.infer<typeof StaffChangeSchema>;

export const StaffListRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** Absent: they are only read. `pin`: of the person who asks. */
  change: z.object({ what: StaffChangeSchema, pin: z.string().min(1).max(64) }).optional(),
});
export type StaffListRequest = z.infer<typeof StaffListRequestSchema>;

export const StaffListResponseSchema = z.object({
  /** None where the person may only change their own PIN. */
  staff: z.array(
    z.object({
      staff: z.string(),
      /** Null: may not sign in. */
      role: z.string().nullable(),
      until: InstantSchema.nullable(),
      hasBadge: z.boolean().default(false),
      /** When they last did something at any desk; null = never, or not known. */
      lastAt: InstantSchema.nullable().default(null),
    }),
  ),
  /** The PIN that was made by this change. */
  made: z.object({ staff: z.string(), pin: z.string() }).nullable(),
});
export type StaffListResponse = z.infer<typeof StaffListResponseSchema>;
