// Whether and how a loan goes on: the policy group `renew`. A period or schedule that is null here is as for the loan itself.

import { z } from 'zod';
import { LocalDateSchema } from '../calendar.ts';
import { MinorUnitsSchema } from '../../../core/money.ts';
import { PeriodSchema } from '../period.ts';
import { ScheduleSchema, StoredPeriodSchema } from './lend.ts';

const count = z.int().min(0).nullable();

/** Loans that renew by themselves. */
export const AutoRenewTermsSchema = z.object({
  /** The loan renews by itself. */
  on: z.boolean(),
  /** Not earlier than this before the due moment; null = not before the due moment itself. */
  notBefore: PeriodSchema.nullable(),
  /** Not once the loan has run this long, counted from its start; null = however long. */
  notAfter: PeriodSchema.nullable(),
  /** Not from the beginning of this local day on; null = on any day. */
  hardDate: LocalDateSchema.nullable(),
  /** Not for patrons who owe more than this, in minor units; null = any debt is allowed. */
  finesLimitMinor: MinorUnitsSchema.min(0).nullable(),
  /** Not for patrons whose account expired. */
  blocksExpired: z.boolean(),
});
export type AutoRenewTerms = z.infer<typeof AutoRenewTermsSchema>;

export const RenewTermsSchema = z.object({
  allowed: z.boolean(),
  /** Renewals of one loan; null = no limit, 0 = none. */
  maxCount: count,
  /** Renewals in a row without the item being shown; null = no limit. */
  maxUnseen: count,
  /** Longest time from the start of the loan to any of its due dates; null = no limit. */
  maxTotal: PeriodSchema.nullable(),
  /** The moment that the new period counts from; `unknown`: the policy names one that no system knows. Fixed loans always count from now. */
  from: z.enum(['now', 'due', 'later-of-both', 'unknown']),
  period: StoredPeriodSchema.nullable(),
  schedules: z.array(ScheduleSchema).nullable(),
  limitSchedules: z.array(ScheduleSchema).nullable(),
  /** Not earlier than this before the due moment, to the moment or from the beginning of that local day; null = at any time. */
  notBefore: z.object({ period: PeriodSchema, precision: z.enum(['exact', 'day']) }).nullable(),
  auto: AutoRenewTermsSchema,
  /** Renewed although a person waits: no, yes, or where other copies can fill every hold. */
  withHold: z.enum(['no', 'yes', 'if-others-can-fill']),
  /** In the place of `period` while a hold waits that does not stand in the way; null = holds change nothing. */
  withHoldPeriod: StoredPeriodSchema.nullable(),
  /** Overdue loans that stand in the way: none, this one, any of the patron. */
  whenOverdue: z.enum(['none', 'item', 'all']),
  /** A restriction of the patron stands in the way. */
  blocksRestricted: z.boolean(),
  /** An expired account stands in the way. */
  blocksExpired: z.boolean(),
  /** Time of the old period that is not used up is added, once the loan has run this long and unless it is overdue; null = it is lost. */
  extendUnused: z.object({ minimumRun: PeriodSchema }).nullable(),
});
export type RenewTerms = z.infer<typeof RenewTermsSchema>;

const NO_AUTO_RENEWAL: AutoRenewTerms = {
  on: false,
  notBefore: null,
  notAfter: null,
  hardDate: null,
  finesLimitMinor: null,
  blocksExpired: true,
};

/** Terms that limit nothing but holds; a rule's values are set over them. */
export const PLAIN_RENEW_TERMS: RenewTerms = {
  allowed: true,
  maxCount: null,
  maxUnseen: null,
  maxTotal: null,
  from: 'now',
  period: null,
  schedules: null,
  limitSchedules: null,
  notBefore: null,
  auto: NO_AUTO_RENEWAL,
  withHold: 'no',
  withHoldPeriod: null,
  whenOverdue: 'none',
  blocksRestricted: false,
  blocksExpired: false,
  extendUnused: null,
};
