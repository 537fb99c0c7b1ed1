// Items that do not come back: the policy group `lost` in full. A loan keeps the plain figures of it (model/policy.ts).

import { z } from 'zod';
import { MinorUnitsSchema } from '../../../core/money.ts';
import { RatePeriodSchema } from './overdue.ts';

const money = MinorUnitsSchema.min(0);

/** When a loan that is not returned turns into a bill. */
export const AgingSchema = z.object({
  /** Overdue for so long, the item counts as lost; null = never by itself. */
  lostAfter: RatePeriodSchema.nullable(),
  /** Lost for so long, the patron is billed; null = at once. */
  billAfter: RatePeriodSchema.nullable(),
});
export type Aging = z.infer<typeof AgingSchema>;

export const LostTermsSchema = z.object({
  aging: AgingSchema,
  /** For loans that were recalled; null = as other loans. */
  recalledAging: AgingSchema.nullable(),
  /** `price`: of the item, at least `defaultPriceMinor`. `set`: `setMinor`. `actual`: a person works it out. `none`. */
  cost: z.enum(['price', 'set', 'actual', 'none']),
  setMinor: money,
  defaultPriceMinor: money,
  /** Fee for the work with a lost item, in minor units. */
  processingMinor: money,
  /** Whether the processing fee is charged when the patron declares the loss, and when the item ages to lost. */
  processingWhen: z.object({ declared: z.boolean(), aged: z.boolean() }),
  /** Returned later than this after the loss, nothing is refunded; null = always refunded. */
  refundWithin: RatePeriodSchema.nullable(),
  onReturn: z.object({
    /** The bill for the item: taken back, or kept. */
    cost: z.enum(['refund', 'keep']),
    processing: z.enum(['refund', 'keep']),
    /** Lateness: nothing, a new fine up to the return, or the fine as it stood when the item was lost. */
    overdue: z.enum(['none', 'recharge', 'restore']),
  }),
});
export type LostTerms = z.infer<typeof LostTermsSchema>;
