// The terms of a copy borrowed from another library: lender, end and conditions.

import { z } from 'zod';
import { DAY_MS, InstantSchema } from '../../core/instant.ts';

export const BorrowedSchema = z.object({
  /** The name of the library that lends it. */
  lender: z.string().min(1),
  /** When that library wants it back. */
  dueAt: InstantSchema,
  /** Read in the building alone. */
  inBuilding: z.boolean(),
  noRenewal: z.boolean(),
  /** The number of the request, where there is one. */
  request: z.string().nullable(),
  receivedAt: InstantSchema,
});
export type Borrowed = z.infer<typeof BorrowedSchema>;

/** How long before the lender wants it back a copy is to be seen to. */
export const LENDER_SOON_MS = 3 * DAY_MS;
