// The fields of a weighed rule besides its plain ones, group by group: every policy field of the loan rules, section
// 2.2, without a plain field of its own. Each may be given alone; a field that no rule gives has the system's default.

import { z } from 'zod';
import { BanTermsSchema } from './ban.ts';
import { HoldTermsSchema } from './hold.ts';
import { LendTermsSchema } from './lend.ts';
import { LimitTermsSchema } from './limits.ts';
import { LostTermsSchema } from './lost.ts';
import { MoneyGateTermsSchema } from './money-gate.ts';
import { FineRateSchema, GraceSchema, OverdueTermsSchema } from './overdue.ts';
import { RecallTermsSchema } from './recall.ts';
import { RenewTermsSchema } from './renew.ts';
import { ReturnTermsSchema } from './return.ts';
import { ShapingTermsSchema } from './shaping.ts';

/** The groups by name. */
export const GIVEN_GROUPS = {
  lend: LendTermsSchema.pick({ onsiteOnly: true, holdWaitingPeriod: true, until: true, limitSchedules: true })
    .extend({
      /** Least age of the patron, in years; null = any. A patron without a known birth date passes. */
      leastAge: z.int().min(1).nullable(),
    })
    .partial(),
  shaping: ShapingTermsSchema.omit({
    hoursMode: true,
    closeBufferMinutes: true,
    openingOffsetMinutes: true,
    overnight: true,
  }).partial(),
  renew: RenewTermsSchema.omit({ maxCount: true }).partial(),
  overdue: OverdueTermsSchema.omit({ grace: true, normal: true, remindersStopRenewal: true })
    .extend({
      /** When a period of the fine is charged. */
      chargeAt: FineRateSchema.shape.chargeAt,
      /** How the grace of the rule is taken. */
      graceWay: GraceSchema.omit({ period: true }),
      remindersStopRenewal: z.boolean(),
    })
    .partial(),
  loss: LostTermsSchema.pick({
    aging: true,
    recalledAging: true,
    cost: true,
    processingWhen: true,
    onReturn: true,
  }).partial(),
  ban: BanTermsSchema.extend({
    /** Null: lateness leads to no ban. */
    rate: BanTermsSchema.shape.rate.nullable(),
  }).partial(),
  hold: HoldTermsSchema.partial(),
  recall: RecallTermsSchema.partial(),
  // The group `loss` decides about a lost bill: `loss.onReturn`.
  returns: ReturnTermsSchema.omit({ lostBill: true }).partial(),
  money: MoneyGateTermsSchema.partial(),
  limits: LimitTermsSchema.pick({
    perRule: true,
    total: true,
    firstTime: true,
    notCounted: true,
    mayOverride: true,
  }).partial(),
} as const;

export type GivenGroup = keyof typeof GIVEN_GROUPS;

/** A field of a group as traces name it. */
export type GroupField = {
  [G in GivenGroup]: `${G}.${keyof (typeof GIVEN_GROUPS)[G]['shape'] & string}`;
}[GivenGroup];
