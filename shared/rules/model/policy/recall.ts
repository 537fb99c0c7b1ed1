// The effect of a recall on the loan of the item: the policy group `recall`. Periods stand as tables have them
// (policy/lend.ts). The fines of a recalled loan are in the group `overdue`.

import { z } from 'zod';
import { StoredPeriodSchema } from './lend.ts';

export const RecallTermsSchema = z.object({
  /** Recalls that one patron may have open; null = no limit, 0 = recalls are not allowed. */
  allowed: z.int().min(0).nullable(),
  /** Recalls of one patron on one title; null = no limit. */
  perRecord: z.int().min(0).nullable(),
  /** Whether an item that is in may be recalled. */
  onShelf: z.enum(['yes', 'no', 'only-if-none-available']),
  /** Counted from the beginning of the loan: an item need not be returned before. Null = nothing is guaranteed. */
  minimumGuaranteed: StoredPeriodSchema.nullable(),
  /** Counted from the recall; null = at once. */
  returnInterval: StoredPeriodSchema.nullable(),
  /** For loans that are overdue already, where `mayExtendOverdue`; null = as for others. */
  overdueReturnInterval: StoredPeriodSchema.nullable(),
  /** An overdue loan gets a new, later due date. */
  mayExtendOverdue: z.boolean(),
  /** A loan that is not overdue may become longer by a recall. */
  mayLengthen: z.boolean(),
  /** `now`: due at the time of day of the recall. `current-due`: at the time of day that the loan was due. */
  timeOfDay: z.enum(['now', 'current-due']),
  /** A loan that a recall has changed is not changed by the next one. */
  changesOnce: z.boolean(),
});
export type RecallTerms = z.infer<typeof RecallTermsSchema>;

/** Days that a recall gives where no rule sets them: a profile's default, used by Koha. */
export const DEFAULT_RECALL_DAYS = 5;

/** Any item that is out may be recalled, and is due at once; a rule's values are set over it. */
export const PLAIN_RECALL_TERMS: RecallTerms = {
  allowed: null,
  perRecord: null,
  onShelf: 'no',
  minimumGuaranteed: null,
  returnInterval: null,
  overdueReturnInterval: null,
  mayExtendOverdue: false,
  mayLengthen: false,
  timeOfDay: 'now',
  changesOnce: true,
};
