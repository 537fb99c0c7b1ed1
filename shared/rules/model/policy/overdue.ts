// The cost of lateness: the policy group `overdue` in full. A loan keeps the plain figures of it (model/policy.ts). A
// missing rate is no fine, a missing cap is no cap; each importer knows how its system writes those two.

import { z } from 'zod';
import { MinorUnitsSchema } from '../../../core/money.ts';
import { PeriodSchema } from '../period.ts';

/** Units of rates and of grace; a year is 365 days, a month 31. */
export const RateUnitSchema = z.enum(['minutes', 'hours', 'days', 'weeks', 'months', 'years']);
export type RateUnit = z.infer<typeof RateUnitSchema>;

export const RatePeriodSchema = z.object({ n: z.int().min(0), unit: RateUnitSchema });
export type RatePeriod = z.infer<typeof RatePeriodSchema>;

/** Money per period of lateness. */
export const FineRateSchema = z.object({
  /** Minor units per period. */
  amountMinor: MinorUnitsSchema.min(0),
  /** The period; one of length 0 charges nothing. */
  per: RatePeriodSchema,
  /** `start`: a period that has begun is charged. `end`: only whole periods are. */
  chargeAt: z.enum(['start', 'end']),
});
export type FineRate = z.infer<typeof FineRateSchema>;

/** A rate with the cap that goes with it. */
export const CappedRateSchema = z.object({
  /** Null: no fine. */
  rate: FineRateSchema.nullable(),
  /** Highest fine of one loan in minor units; null = no cap. */
  capMinor: MinorUnitsSchema.min(0).nullable(),
});
export type CappedRate = z.infer<typeof CappedRateSchema>;

/** How lateness is measured. */
export const LatenessSchema = z.object({
  /**
   * `days`: difference of the local dates. `hours`: whole elapsed hours, and one where there is less than one.
   * `minutes`: both ends cut to the minute. `elapsed`: to the millisecond.
   */
  in: z.enum(['days', 'hours', 'minutes', 'elapsed']),
  /**
   * `count`: closed time is late time too. `subtract-closed-dates`: each closed date from the due date to the return, both included, takes
   * a day off. `open-only`: only time inside openings. `skip-closed-ends`: a period that ends on a closed day is not charged.
   */
  closedTime: z.enum(['count', 'subtract-closed-dates', 'open-only', 'skip-closed-ends']),
});
export type Lateness = z.infer<typeof LatenessSchema>;

export const GraceSchema = z.object({
  period: RatePeriodSchema,
  /** `all-or-nothing`: lateness past the grace counts from the due moment. `subtracted`: only the time past it counts. */
  mode: z.enum(['all-or-nothing', 'subtracted']),
  /**
   * Effect of closed days on grace of a day or more. `none`. `end`: grace that would end on a closed day runs through the closed days there.
   * `all`: only open days use it up.
   */
  extend: z.enum(['none', 'end', 'all']),
  /** With `end` and `all`: closed days that follow the end belong to the grace too. */
  intoClosed: z.boolean(),
  /** A loan that was recalled has no grace. */
  ignoredForRecall: z.boolean(),
});
export type Grace = z.infer<typeof GraceSchema>;

export const OverdueTermsSchema = z.object({
  lateness: LatenessSchema,
  grace: GraceSchema,
  normal: CappedRateSchema,
  /** For loans that were recalled; null = as other loans. */
  recalled: CappedRateSchema.nullable(),
  /** Whether the fine also stops at the price of the item. */
  capAtPrice: z.boolean(),
  /** Cap on one patron's total debt for lateness, in minor units; null = no cap. */
  patronCapMinor: MinorUnitsSchema.min(0).nullable(),
  /** The last step may pass the cap of the loan. */
  overshoot: z.boolean(),
  /** A renewal forgives the fine so far. */
  forgiveOnRenewal: z.boolean(),
  /** Fees for reminders instead of a fine by time; empty = none. */
  reminders: z.array(
    z.object({
      /** After the reminder before it, or after the due moment. */
      after: PeriodSchema,
      feeMinor: MinorUnitsSchema.min(0),
    }),
  ),
  /** Once a reminder has been sent, the loan cannot be renewed. */
  remindersStopRenewal: z.boolean().default(false),
});
export type OverdueTerms = z.infer<typeof OverdueTermsSchema>;
