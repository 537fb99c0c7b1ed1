// POST /v1/held-acts: acts held behind exceptions that say so, for a person at a desk who may release them: each act as its desk recorded it, and
// whether the server could take it in.

import { z } from 'zod';
import { ActIdSchema, StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { MinorUnitsSchema } from '../core/money.ts';

/** Most acts of one answer. */
export const MOST_HELD_ACTS = 200;

export const HeldActsRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** Ids of acts, and of streams of which everything that is held is asked for. */
  causes: z.array(z.string().min(1).max(128)).min(1).max(100),
});
export type HeldActsRequest = z.infer<typeof HeldActsRequestSchema>;

export const HeldActSchema = z.object({
  id: ActIdSchema,
  /** Name of its desk, and name of the act. */
  desk: z.string(),
  name: z.string(),
  at: InstantSchema,
  /** Sign-in name; null = no person, or one who does not work here. */
  staff: z.string().nullable(),
  /** Scanned or typed values. Cards of another system are left out. */
  card: z.string().nullable(),
  barcode: z.string().nullable(),
  amountMinor: MinorUnitsSchema.nullable(),
  /** Why it is held, by its receipt. */
  codes: z.array(z.string()),
  /** Why it could not be taken in now; null = it could. */
  lacks: z.string().nullable(),
});
export type HeldAct = z.infer<typeof HeldActSchema>;

export const HeldActsResponseSchema = z.object({
  acts: z.array(HeldActSchema),
  /** How many there are; more than are listed where they are too many. */
  count: z.int().min(0),
});
export type HeldActsResponse = z.infer<typeof HeldActsResponseSchema>;
