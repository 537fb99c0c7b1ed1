// How much one patron may have: the policy group `limits`. Null = no limit; 0 = nothing at all.

import { z } from 'zod';

const most = z.int().min(0).nullable();

/** One limit on loans: of a rule, of a parent of its item type, or on all loans of a patron group at a library. */
export const LoanLimitSchema = z.object({
  /** Loans at once. */
  max: most,
  /** Loans for use in the building at once. */
  maxOnsite: most,
});
export type LoanLimit = z.infer<typeof LoanLimitSchema>;

export const LimitTermsSchema = z.object({
  perRule: LoanLimitSchema.nullable(),
  /** For the item type above; it counts that type and all below it. */
  perParentType: LoanLimitSchema.nullable(),
  /** For a patron group at a library, over all items. */
  total: LoanLimitSchema.nullable(),
  /** Loans for use in the building use up the ordinary limit too. */
  onsiteCountsAsNormal: z.boolean(),
  /** Loans at once of a patron who has never borrowed before; null = as for others. */
  firstTime: most,
  /** Loans that no limit counts. */
  notCounted: z.array(z.enum(['claimed', 'lost', 'long-overdue'])),
  /** A limit may be overridden by right. */
  mayOverride: z.boolean(),
});
export type LimitTerms = z.infer<typeof LimitTermsSchema>;
