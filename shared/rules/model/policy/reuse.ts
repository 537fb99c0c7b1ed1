// How soon a patron may have the same again: the policy group `reuse`. Course reserves need it.

import { z } from 'zod';

export const ReuseTermsSchema = z.object({
  /** Minutes from the return to the next loan; 0 = at once. */
  cooldownMinutes: z.int().min(0),
  /** Of the same item, or of any item of its kind. */
  of: z.enum(['item', 'kind']),
});
export type ReuseTerms = z.infer<typeof ReuseTermsSchema>;
