// A title as the screen shows it: its record, the number of copies, the number of waiting patrons.

import { z } from 'zod';
import { BranchIdSchema, TitleIdSchema } from '../core/ids.ts';

/** A row of a search: one for each title. */
export const TitleSummarySchema = z.object({
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  published: z.string().nullable(),
  /** Of its first copy in shelf order. */
  callNumber: z.string().nullable(),
  copies: z.int(),
  /** Copies on a shelf, here or elsewhere, that can be taken off it. */
  available: z.int(),
  /** Patrons who wait. */
  holds: z.int(),
});
export type TitleSummary = z.infer<typeof TitleSummarySchema>;

export const TitleViewSchema = TitleSummarySchema.extend({
  isbns: z.array(z.string()),
  /** Where a hold may be picked up, this branch first. */
  pickups: z.array(z.object({ branch: BranchIdSchema, name: z.string() })),
});
export type TitleView = z.infer<typeof TitleViewSchema>;
