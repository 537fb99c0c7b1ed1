// A ban instead of, or besides, a fine: the policy group `ban`. After a late return the patron may not borrow for a number of days.

import { z } from 'zod';

const days = z.int().min(0);

/** Days of ban by lateness: `flatDays` plus `daysPerUnit` for each `perUnits` late units, cut to whole days. */
export const BanRateSchema = z.object({
  /** Days for being late at all. */
  flatDays: days,
  /** Days for each `perUnits` late units. An hourly loan counts hours, and each is worth 24. */
  daysPerUnit: days,
  /** Late units; 0 is read as 1. */
  perUnits: days,
  /** Longest ban in days; null = no limit. */
  maxDays: days.nullable(),
});
export type BanRate = z.infer<typeof BanRateSchema>;

export const BanTermsSchema = z.object({
  rate: BanRateSchema,
  /** Late units that are forgiven; only later ones count. */
  graceUnits: days,
  /** Only open days use the ban up. */
  openDaysOnly: z.boolean(),
  /** A ban that runs already is lengthened; otherwise both run side by side and the later end holds. */
  cumulative: z.boolean(),
  /** Other rates for those who have been banned before: the step with the highest `fromOffence` that is reached. The first offence is 1. */
  ladder: z.array(BanRateSchema.extend({ fromOffence: z.int().min(1) })),
});
export type BanTerms = z.infer<typeof BanTermsSchema>;

/** Terms without bans; the fields of a rule are set over them. */
export const NO_BAN_TERMS: BanTerms = {
  rate: { flatDays: 0, daysPerUnit: 0, perUnits: 1, maxDays: null },
  graceUnits: 0,
  openDaysOnly: false,
  cumulative: false,
  ladder: [],
};
