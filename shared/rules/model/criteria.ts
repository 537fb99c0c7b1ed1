// The criteria that a rule may have on a loan or a hold, and their forms.

import { z } from 'zod';
import { LocalDateSchema } from './calendar.ts';

/**
 * The attributes a rule may ask about. Tree attributes match an ancestor too; those that end in `Group` and name a branch ask whether the
 * branch is in a named group of libraries.
 */
export const AttributeSchema = z.enum([
  'patronGroup',
  'requestorGroup',
  'deskBranch',
  'deskBranchGroup',
  'itemHome',
  'itemHomeGroup',
  'itemHolding',
  'itemHoldingGroup',
  'itemOwner',
  'itemOwnerGroup',
  'patronHome',
  'patronHomeGroup',
  'pickupBranch',
  'pickupBranchGroup',
  'requestBranch',
  'requestBranchGroup',
  'itemKind',
  'loanType',
  'location',
  'library',
  'campus',
  'institution',
  'recordType',
  'recordForm',
  'recordLevel',
  'videoFormat',
  'reference',
  'juvenile',
  'renewal',
  'onsite',
  'patronAge',
  'itemAge',
  'startDate',
]);
export type Attribute = z.infer<typeof AttributeSchema>;

/**
 * One criterion: any of, none of, anything (which still counts as asking), a flag, patterns (`?` one sign, `*` any), bounds of an age in days
 * (strict, unless `inclusive`), or local dates, both ends inclusive.
 */
export const CriterionSchema = z.union([
  z.strictObject({ in: z.array(z.string()).min(1) }),
  z.strictObject({ notIn: z.array(z.string()).min(1) }),
  z.strictObject({ any: z.literal(true) }),
  z.strictObject({ is: z.boolean() }),
  z.strictObject({ like: z.array(z.string()).min(1) }),
  z.strictObject({
    olderThanDays: z.number().optional(),
    youngerThanDays: z.number().optional(),
    inclusive: z.literal(true).optional(),
  }),
  z.strictObject({ from: LocalDateSchema.optional(), to: LocalDateSchema.optional() }),
]);
export type Criterion = z.infer<typeof CriterionSchema>;

/** The criteria of a rule; all of them must match. */
export const CriteriaSchema = z.partialRecord(AttributeSchema, CriterionSchema);
export type Criteria = z.infer<typeof CriteriaSchema>;

/** The order in which criteria are looked at: widest first, so that "failed on" names the plainest difference. */
export const ATTRIBUTE_ORDER = [
  'patronGroup',
  'requestorGroup',
  'deskBranch',
  'deskBranchGroup',
  'pickupBranch',
  'pickupBranchGroup',
  'requestBranch',
  'requestBranchGroup',
  'itemOwner',
  'itemOwnerGroup',
  'itemHome',
  'itemHomeGroup',
  'itemHolding',
  'itemHoldingGroup',
  'patronHome',
  'patronHomeGroup',
  'institution',
  'campus',
  'library',
  'renewal',
  'onsite',
  'juvenile',
  'patronAge',
  'loanType',
  'itemKind',
  'location',
  'recordType',
  'recordForm',
  'recordLevel',
  'videoFormat',
  'reference',
  'itemAge',
  'startDate',
] as const satisfies readonly Attribute[];
