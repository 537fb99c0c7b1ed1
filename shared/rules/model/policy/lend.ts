// Whether and for how long an item is lent: the policy group `lend`. Periods stand as tables have them, so that a missing, unknown or
// non-positive one has its own fault code where a due date is worked out.

import { z } from 'zod';
import { InstantSchema } from '../../../core/instant.ts';
import { LocalDateSchema, YearlyDaySchema } from '../calendar.ts';

/** A period as stored: either part may be missing. */
export const StoredPeriodSchema = z.object({ n: z.number().nullish(), unit: z.string().nullish() });

/** Loans that begin from `from` to `to`, both included, are due `due`. Compared as instants. */
export const ScheduleSchema = z.object({ from: InstantSchema, to: InstantSchema, due: InstantSchema });
export type Schedule = z.infer<typeof ScheduleSchema>;

export const LendTermsSchema = z.object({
  /** `needs-override`: only by the person who may override it. */
  circulates: z.enum(['yes', 'needs-override', 'never']),
  /** Lent for use in the building only. */
  onsiteOnly: z.boolean(),
  /** `rolling`: a period from the start; `fixed`: by the schedules; `until`: until a day; `open-ended`: no end. */
  profile: z.enum(['rolling', 'fixed', 'until', 'open-ended']),
  period: StoredPeriodSchema.nullable(),
  /** Zero is a period: due on the day of the loan. */
  zeroPeriod: z.boolean(),
  /** Periods by the loan grade of the item, in the place of `period`; null = all grades have one. */
  gradedPeriods: z
    .object({ short: StoredPeriodSchema, normal: StoredPeriodSchema, long: StoredPeriodSchema })
    .nullable(),
  /** In the place of the period while a hold waits for the item; null = holds change nothing. */
  holdWaitingPeriod: StoredPeriodSchema.nullable(),
  /** Of `until`: a day of every year (`MM-DD`, the first one after the start) or one date. */
  until: z.union([z.object({ yearly: YearlyDaySchema }), z.object({ date: LocalDateSchema })]).nullable(),
  /** Of `fixed`; rolling loans take them as limits. Null = none are named, which is not the same as an empty list. */
  schedules: z.array(ScheduleSchema).nullable(),
  /** The latest due date by the range that the loan begins in; null = no limit. */
  limitSchedules: z.array(ScheduleSchema).nullable(),
  /** `ceiling`: no later than; `exact`: always; `floor`: no earlier than. */
  hardDate: z.object({ at: InstantSchema, mode: z.enum(['ceiling', 'exact', 'floor']) }).nullable(),
});
export type LendTerms = z.infer<typeof LendTermsSchema>;

/** Terms that name nothing but a rolling loan without a period; a rule's values are set over them. */
export const NO_LEND_TERMS: LendTerms = {
  circulates: 'yes',
  onsiteOnly: false,
  profile: 'rolling',
  period: null,
  zeroPeriod: false,
  gradedPeriods: null,
  holdWaitingPeriod: null,
  until: null,
  schedules: null,
  limitSchedules: null,
  hardDate: null,
};
