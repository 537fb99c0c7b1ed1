// Terms for loans of titles with many holds: the policy group `hold pressure`.

import { z } from 'zod';
import { StoredPeriodSchema } from './lend.ts';

/** From how many holds on a loan is shorter: a number of them, or a number above that of the copies. */
export const HoldThresholdSchema = z.object({ holds: z.int().min(0), above: z.enum(['nothing', 'copies']) });

export const HoldPressureTermsSchema = z.object({
  /** Loans get shorter from so many holds on; null = never. */
  shorter: z.object({ threshold: HoldThresholdSchema, period: StoredPeriodSchema }).nullable(),
  /** Refused where there are fewer copies for each hold than this; null = never. */
  leastCopiesPerHold: z.number().min(0).nullable(),
  /** The same of copies that are in. */
  leastAvailablePerHold: z.number().min(0).nullable(),
});
export type HoldPressureTerms = z.infer<typeof HoldPressureTermsSchema>;
