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

/** Terms that a lender may change while the copy is here. */
const LenderTermsShape = BorrowedSchema.pick({ dueAt: true, inBuilding: true, noRenewal: true });

/** Those that are written: each counts by its own time. Absent = left as it is. */
export const LenderTermsSchema = LenderTermsShape.partial();
export type LenderTerms = z.infer<typeof LenderTermsSchema>;
export type LenderTerm = keyof LenderTerms;
export const LENDER_TERMS = LenderTermsShape.keyof().options;

/** The copy with the terms that its lender changed. One that went back has none. */
export function withLenderTerms<C extends { readonly borrowed?: Borrowed | null | undefined }>(
  copy: C,
  terms: LenderTerms,
): C {
  const { borrowed } = copy;
  if (borrowed === undefined || borrowed === null) return copy;
  const { dueAt = borrowed.dueAt, inBuilding = borrowed.inBuilding, noRenewal = borrowed.noRenewal } = terms;
  return { ...copy, borrowed: { ...borrowed, dueAt, inBuilding, noRenewal } };
}

/** How long before the lender wants it back a copy is to be seen to. */
export const LENDER_SOON_MS = 3 * DAY_MS;
