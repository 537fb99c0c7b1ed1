// The list of staff for the screen.

import { z } from 'zod';
import { RoleSchema } from '../circ/rights.ts';
import { IsoInstantSchema } from './session.ts';

const name = z.string().trim().min(1).max(128);

/** Text of a badge as scanned: longer than a PIN, so that neither is taken for the other. */
export const BadgeSchema = z.string().trim().min(8).max(128);

export const PeopleViewSchema = z.object({
  staff: z.array(
    z.object({
      staff: z.string(),
      role: z.string().nullable(),
      until: IsoInstantSchema.nullable(),
      hasBadge: z.boolean(),
      /** When they last signed in here, or did something at any desk. */
      lastAt: IsoInstantSchema.nullable(),
      isMe: z.boolean(),
      /** Administrators are changed by administrators alone. */
      mayChange: z.boolean(),
    }),
  ),
  /** The PIN that was made just now: shown once. */
  made: z.object({ staff: z.string(), pin: z.string() }).nullable(),
});
export type PeopleView = z.infer<typeof PeopleViewSchema>;

export const PeopleChangeInputSchema = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('add'), name, role: RoleSchema, until: IsoInstantSchema.optional() }),
    z.object({ kind: z.literal('new-pin'), name }),
    z.object({ kind: z.literal('role'), name, role: RoleSchema }),
    z.object({ kind: z.literal('disable'), name }),
    z.object({ kind: z.literal('until'), name, until: IsoInstantSchema.nullable() }),
    /** As a scanner reads it; null takes it away. */
    z.object({ kind: z.literal('badge'), name, badge: BadgeSchema.nullable() }),
  ]),
  /** Of the person who is signed in. */
  pin: z.string().min(1).max(64),
});
export type PeopleChangeInput = z.infer<typeof PeopleChangeInputSchema>;

/** Another PIN of the person who is signed in. */
export const OwnPinInputSchema = z.object({
  pin: z.string().min(1).max(64),
  newPin: z.string().regex(/^\d{4,64}$/),
});
