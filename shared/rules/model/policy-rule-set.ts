// Rules whose policies are rows of their own, with these policies and everything that they name: one immutable version, as FOLIO has it.

import { z } from 'zod';
import { RuleSetVersionSchema } from '../../core/ids.ts';
import { ClosedDayModeSchema } from '../calendar/closed-day-mode.ts';
import { CalendarSchema, LocalDateSchema } from './calendar.ts';
import { CriteriaSchema } from './criteria.ts';
import { StoredPeriodSchema, LendTermsSchema } from './policy/lend.ts';
import { LostTermsSchema } from './policy/lost.ts';
import { OverdueTermsSchema } from './policy/overdue.ts';
import { RecallTermsSchema } from './policy/recall.ts';
import { RenewTermsSchema } from './policy/renew.ts';
import { ShapingTermsSchema } from './policy/shaping.ts';
import { PolicyRefsSchema } from './policy-refs.ts';
import { CurrencySchema } from './written-text.ts';
import { JoiningSchema } from './joining.ts';

/** An id with its display name. */
export const NamedSchema = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof NamedSchema>;

/** A place with the place that it is in. */
export const PlaceSchema = NamedSchema.extend({ code: z.string().nullable(), within: z.string().nullable() });
export type Place = z.infer<typeof PlaceSchema>;

export const RequestTypeSchema = z.enum(['hold', 'recall', 'page']);

export const LoanPolicySchema = NamedSchema.extend({
  lend: LendTermsSchema,
  shaping: ShapingTermsSchema,
  recall: RecallTermsSchema,
  renew: RenewTermsSchema,
  /** Late by no more than this costs nothing. */
  grace: StoredPeriodSchema.nullable(),
  /** Items of the kind or loan type of the rule that one patron may have out; null = no limit. */
  itemLimit: z.int().min(0).nullable(),
});
export type LoanPolicy = z.infer<typeof LoanPolicySchema>;

export const PolicyRuleSchema = z.object({
  id: z.string(),
  name: z.string(),
  position: z.int(),
  active: z.boolean(),
  criteria: CriteriaSchema,
  rank: z.array(z.number()).optional(),
  gives: PolicyRefsSchema,
});

/** A calendar that holds for some desks from one date to another, both included. */
export const DatedCalendarSchema = NamedSchema.extend({
  from: LocalDateSchema,
  to: LocalDateSchema,
  desks: z.array(z.string()),
  calendar: CalendarSchema,
});
export type DatedCalendar = z.infer<typeof DatedCalendarSchema>;

/** A desk, and how long items wait on its hold shelf. */
export const DeskSchema = NamedSchema.extend({
  code: z.string().nullable(),
  isPickup: z.boolean(),
  /** Null = until a person takes them off. */
  shelfPeriod: StoredPeriodSchema.nullable(),
  shelfClosedMode: ClosedDayModeSchema,
});

/** A count or sum at which a group is blocked. */
export const GroupLimitSchema = z.object({
  group: z.string(),
  counts: z.enum(['items-out', 'lost', 'overdues', 'overdue-recalls', 'fines', 'recall-days-overdue']),
  /** Items, days, or minor units for fines. */
  limit: z.int().min(0),
  blocks: z.array(z.enum(['borrowing', 'renewals', 'requests'])),
});
export type GroupLimit = z.infer<typeof GroupLimitSchema>;

export const PolicyRuleSetSchema = z.object({
  version: RuleSetVersionSchema,
  profile: z.literal('folio'),
  currency: CurrencySchema,
  zone: z.string(),
  line: z.enum(['first-line', 'last-line']),
  rules: z.array(PolicyRuleSchema),
  loanPolicies: z.array(LoanPolicySchema),
  requestPolicies: z.array(NamedSchema.extend({ types: z.array(RequestTypeSchema) })),
  noticePolicies: z.array(NamedSchema),
  overduePolicies: z.array(NamedSchema.extend({ terms: OverdueTermsSchema })),
  lostPolicies: z.array(NamedSchema.extend({ terms: LostTermsSchema })),
  groups: z.array(NamedSchema.extend({ joining: JoiningSchema.optional() })),
  itemKinds: z.array(NamedSchema),
  loanTypes: z.array(NamedSchema),
  institutions: z.array(PlaceSchema),
  campuses: z.array(PlaceSchema),
  libraries: z.array(PlaceSchema),
  locations: z.array(PlaceSchema.extend({ desk: z.string().nullable() })),
  /** Desks where holds are picked up; absent where an export has none. */
  desks: z.array(DeskSchema).optional(),
  calendars: z.array(DatedCalendarSchema),
  limits: z.array(GroupLimitSchema),
});
export type PolicyRuleSet = z.infer<typeof PolicyRuleSetSchema>;
