// One immutable version of a library's loan rules with its calendars, in the form of the system that they come from.
// Which version is in force is a row of its own. In the form here a rule is criteria plus a partial result: a field
// that is absent is looked for in the next matching rule. Every form is resolved to the same terms for one loan
// (rules/resolve-terms.ts).

import { z } from 'zod';
import { BranchIdSchema, LocationIdSchema, RuleSetVersionSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { CalendarSchema } from './calendar.ts';
import { AttributeSchema, CriteriaSchema } from './criteria.ts';
import { JoiningSchema } from './joining.ts';
import { PeriodSchema } from './period.ts';
import { KohaRuleSetSchema } from '../koha/koha-rule-set.ts';
import { LostPolicySchema } from './policy.ts';
import { GIVEN_GROUPS } from './policy/given-groups.ts';
import { orBlank } from './policy/given.ts';
import { HoldThresholdSchema } from './policy/hold-pressure.ts';
import { ReuseTermsSchema } from './policy/reuse.ts';
import { OvernightTermsSchema } from './policy/shaping.ts';
import { PolicyRuleSetSchema } from './policy-rule-set.ts';
import { CurrencySchema } from './written-text.ts';

/**
 * The library's own treatment of findings at a checkout, where it may choose. Source: loan rules, 4.1. Nothing here refuses: in the systems whose
 * rules are weighed, staff may override all of it.
 */
const asking = z.enum(['override', 'alert', 'nothing']).optional();

const CheckoutWaysSchema = z.object({
  /** Patrons with something overdue, apart from the limits of their group; absent = nothing. */
  overdues: asking,
  /** Patrons younger than a rule's least age; absent = staff are asked. */
  ageLimits: asking,
  /** Patrons who had the title before, as far back as the library keeps it, or have it now; absent = nothing. */
  borrowedBefore: asking,
  /** Patrons who have another copy of the title out; absent = nothing. */
  sameTitleOut: asking,
  /** Parts that go out with an item; absent = they are shown. */
  parts: asking,
  /** Patrons and items of another library than the desk's are asked about. */
  ownLibraryOnly: z.boolean().optional(),
  /** Groups whose cards only count use in the building. */
  statisticsGroups: z.array(z.string()).optional(),
});

/** A period for each loan grade of items. */
export const GradedPeriodSchema = z.object({ short: PeriodSchema, normal: PeriodSchema, extended: PeriodSchema });

/** Money per period for each fine grade of items. */
export const GradedFineSchema = z.object({
  name: z.string(),
  lowMinor: MinorUnitsSchema,
  normalMinor: MinorUnitsSchema,
  highMinor: MinorUnitsSchema,
  per: PeriodSchema,
  grace: PeriodSchema,
});

/** The plain fields that rules give. */
const PLAIN_FIELDS = {
  /** `false`: only by the person who may override it; `never`: not at all. */
  circulates: z.union([z.boolean(), z.literal('never')]),
  duration: z.object({
    name: z.string(),
    periods: GradedPeriodSchema,
    maxRenewals: z.int().min(0),
    /** `until`: the day that `lend.until` names; `open-ended`: no end. */
    due: z.enum(['rolling', 'fixed', 'until', 'open-ended']),
  }),
  /** For `fixed` durations: due dates by the range in which the loan starts, both ends inclusive. Rolling ones take them as limits. */
  schedules: z.array(z.object({ from: InstantSchema, to: InstantSchema, due: InstantSchema })),
  /** In the place of those of the duration; null = no limit. */
  renewals: z.int().min(0).nullable(),
  hardDate: z.object({ at: InstantSchema, mode: z.enum(['ceiling', 'exact', 'floor']) }).nullable(),
  fine: GradedFineSchema,
  /** Minor units; with `percentOfPrice` hundredths of a percent of the item's price (10000 = the price). 0 = nothing is charged, null = no cap. */
  maxFine: z.object({ name: z.string(), amountMinor: MinorUnitsSchema, percentOfPrice: z.boolean() }).nullable(),
  grace: PeriodSchema,
  /** Effect of closing time on loans in hours. */
  hoursMode: z.enum(['ignore', 'cut_to_closing', 'extend_to_next_opening']),
  closeBufferMinutes: z.int().min(0),
  openingOffsetMinutes: z.int().min(0),
  /**
   * Lent within the window before closing, an hourly loan runs overnight, due at the next opening plus the opening offset unless `due` says
   * otherwise. Null as a window = every loan that would end after closing.
   */
  overnight: z.object({
    windowMinutes: z.int().min(0).nullable(),
    allowed: z.boolean().optional(),
    due: OvernightTermsSchema.shape.due.optional(),
    weekendAsOvernight: z.boolean().optional(),
  }),
  lost: LostPolicySchema,
  /** The period of titles that many wait for. */
  shorterUnderHolds: z.object({ threshold: HoldThresholdSchema, period: PeriodSchema }),
  /** Nothing is lent of a title with fewer copies for each hold than this. */
  leastCopiesPerHold: z.number().min(0),
  /** The same of copies that are in. */
  leastAvailablePerHold: z.number().min(0),
  /** How soon a patron who brought something back may have it, or its like, again. */
  reuse: ReuseTermsSchema,
} as const;

/** The fields that rules give together; every field may be absent. */
export const GivesSchema = z.object({
  ...z.object(PLAIN_FIELDS).partial().shape,
  ...z.object(GIVEN_GROUPS).partial().shape,
});
export type Gives = z.infer<typeof GivesSchema>;

const group = <S extends z.core.$ZodLooseShape>({ shape }: { readonly shape: S }) =>
  z.object(orBlank(shape)).optional();

/**
 * The fields of one rule: a field may be absent (the next rule is asked), blank (as the site has it) or a value, null among them where it means
 * "none".
 */
export const RuleGivesSchema = z.object({
  ...orBlank(PLAIN_FIELDS),
  lend: group(GIVEN_GROUPS.lend),
  shaping: group(GIVEN_GROUPS.shaping),
  renew: group(GIVEN_GROUPS.renew),
  overdue: group(GIVEN_GROUPS.overdue),
  loss: group(GIVEN_GROUPS.loss),
  ban: group(GIVEN_GROUPS.ban),
  hold: group(GIVEN_GROUPS.hold),
  recall: group(GIVEN_GROUPS.recall),
  returns: group(GIVEN_GROUPS.returns),
  money: group(GIVEN_GROUPS.money),
  limits: group(GIVEN_GROUPS.limits),
});
export type RuleGives = z.infer<typeof RuleGivesSchema>;

export const LoanRuleSchema = z.object({
  id: z.string(),
  name: z.string(),
  position: z.int(),
  active: z.boolean(),
  criteria: CriteriaSchema,
  gives: RuleGivesSchema,
});
export type LoanRule = z.infer<typeof LoanRuleSchema>;

/** The fields of a rule of holds alone. */
export const HoldGivesSchema = z.strictObject({ hold: group(GIVEN_GROUPS.hold) });

export const PatronGroupSchema = z.object({
  id: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
  isStaff: z.boolean(),
  /** Absent = it asks no more than every account. */
  joining: JoiningSchema.optional(),
});
export type PatronGroup = z.infer<typeof PatronGroupSchema>;

/** Kinds of acts that a block stops. */
export const BlockedActSchema = z.enum(['CIRC', 'FULFILL', 'HOLD', 'CAPTURE', 'RENEW']);
export type BlockedAct = z.infer<typeof BlockedActSchema>;

/** A count or sum that, once reached, blocks. The nearest branch that has one decides, and there the nearest group up the tree. */
export const ThresholdSchema = z.object({
  group: z.string(),
  branch: BranchIdSchema,
  counts: z.enum(['fines', 'overdues', 'items-out', 'lost']),
  /** Items, or minor units for fines. Reached when the count is at or above it. */
  limit: z.int().min(0),
  blocks: z.array(BlockedActSchema),
});
export type Threshold = z.infer<typeof ThresholdSchema>;

/** A rule by which a limit set counts. */
export const LimitingRuleSchema = z.object({
  rule: z.string(),
  /** It counts also where the rule only fills what the winner leaves blank. */
  fallsThrough: z.boolean(),
});

/** A cap on loans of some kinds at and below a branch. One that names no kind and no location counts nothing. */
export const LimitSetSchema = z.object({
  id: z.string(),
  name: z.string(),
  branch: BranchIdSchema,
  /** 0 = does not count. */
  limit: z.int().min(0),
  kinds: z.array(z.string()),
  locations: z.array(LocationIdSchema),
  /** Groups that rules put their loans into; counted for items of any kind. */
  limitGroups: z.array(z.string()).optional(),
  /** Counts loans of the whole library, not only those lent at and below `branch`. */
  global: z.boolean(),
  /** The rules by which an item must be lent for the set to count, whatever its kind. Absent = an item of its kinds and locations, by any rule. */
  rules: z.array(LimitingRuleSchema).optional(),
});
export type LimitSet = z.infer<typeof LimitSetSchema>;

/** A branch as rules see it: its place in the tree and its calendar. */
export const RuleBranchSchema = z.object({
  id: BranchIdSchema,
  parent: BranchIdSchema.nullable(),
  calendar: CalendarSchema.nullable(),
});
export type RuleBranch = z.infer<typeof RuleBranchSchema>;

/** A named group of libraries, which need not share a place in the tree. */
export const BranchGroupSchema = z.object({ id: z.string(), name: z.string(), branches: z.array(BranchIdSchema) });
export type BranchGroup = z.infer<typeof BranchGroupSchema>;

/** Rules of Evergreen and of libraries without a system of their own: rows that are weighed against one another. */
export const WeightedRuleSetSchema = z.object({
  version: RuleSetVersionSchema,
  profile: z.enum(['evergreen', 'holdfast']),
  currency: CurrencySchema,
  groups: z.array(PatronGroupSchema),
  branches: z.array(RuleBranchSchema),
  branchGroups: z.array(BranchGroupSchema).optional(),
  weights: z.partialRecord(AttributeSchema, z.number()),
  /** How rows are chosen; absent = as the profile does, by weights. A table is read by the places of its rows, and one row gives everything. */
  strategy: z.enum(['weighted_fill', 'table_top_down', 'table_bottom_up']).optional(),
  rules: z.array(LoanRuleSchema),
  /**
   * Rules of holds apart from those of loans, weighed by weights of their own: the best row that matches decides alone, and a title that none matches
   * is not held. Absent: rules of loans decide about holds.
   */
  holdRules: z.array(LoanRuleSchema.extend({ gives: HoldGivesSchema })).optional(),
  holdWeights: z.partialRecord(AttributeSchema, z.number()).optional(),
  /** Values where no rule gives a field, or where one leaves it blank. */
  site: GivesSchema.optional(),
  /** The library's own treatment of findings at a checkout; absent = as the profile has it. */
  checkout: CheckoutWaysSchema.optional(),
  thresholds: z.array(ThresholdSchema),
  limitSets: z.array(LimitSetSchema),
  /** End of the day for loans in days: `23:59` (seconds 0) or `23:59:59`. */
  endOfDay: z.enum(['23:59', '23:59:59']),
  closedDays: z.enum(['count', 'skip-closed-ends']),
  /** A due moment less than this after now is refused with DUE_TOO_SOON. */
  minimumUsefulMinutes: z.int().min(0),
});
export type WeightedRuleSet = z.infer<typeof WeightedRuleSetSchema>;

/** The rules of a library; the profile decides their form. */
export const RuleSetSchema = z.discriminatedUnion('profile', [
  WeightedRuleSetSchema,
  PolicyRuleSetSchema,
  KohaRuleSetSchema,
]);
export type RuleSet = z.infer<typeof RuleSetSchema>;
