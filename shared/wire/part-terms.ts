// POST /v1/part-terms: how missing parts are settled, in the library or at a branch, set by a person at a desk who may edit rules, with their PIN.
// The server checks the PIN, so that a stolen desk cannot change people's bills.

import { z } from 'zod';
import { BranchIdSchema, StaffIdSchema } from '../core/ids.ts';
import { DeskTermsSchema } from '../circ/model/desk-terms.ts';
import { PartTermsSchema } from '../circ/model/missing-part.ts';

export const PartTermsRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** Null = the library. */
  branch: BranchIdSchema.nullable(),
  /** Null = the branch does as the one above it, the library as by default. */
  terms: PartTermsSchema.nullable(),
  /** Its own terms as the person saw them: another person may have set others meanwhile. */
  seen: PartTermsSchema.nullable(),
  pin: z.string().min(1).max(64),
});
export type PartTermsRequest = z.infer<typeof PartTermsRequestSchema>;

/** Terms after the change. */
export const PartTermsResponseSchema = DeskTermsSchema.pick({ missingParts: true, missingPartsOf: true });
export type PartTermsResponse = z.infer<typeof PartTermsResponseSchema>;
