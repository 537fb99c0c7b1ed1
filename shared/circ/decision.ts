// The form of a decision. Judging only: nothing here is recorded until the desk has shown it to a person.

import { z } from 'zod';
import { RuleSetVersionSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { GrainSchema } from '../core/say-date.ts';
import { ParamsSchema } from '../core/say.ts';
import { PolicySchema } from '../rules/model/policy.ts';
import { TraceSchema } from '../rules/trace.ts';
import { LoanChargesSchema } from './model/loan.ts';

export const EffectSchema = z.enum(['block', 'override', 'alert', 'message']);

/** One reason of a decision. All reasons are reported at once. */
export const ReasonSchema = z.object({
  code: z.string(),
  effect: EffectSchema,
  params: ParamsSchema,
  /** The right that an override of this reason needs. */
  right: z.string().nullable(),
  /** Staff overrode it. */
  overridden: z.boolean(),
});
export type Reason = z.infer<typeof ReasonSchema>;

export const OutcomeSchema = z.enum(['done', 'needs-override', 'refused']);
export type Outcome = z.infer<typeof OutcomeSchema>;

/** The due date and policy of a checkout or renewal that may happen. */
export const TermsSchema = z.object({
  dueAt: InstantSchema,
  grain: GrainSchema,
  zone: z.string(),
  policy: PolicySchema,
  rulesVersion: RuleSetVersionSchema,
  /** Every rule that contributed, the winner first. */
  rowIds: z.array(z.string()),
  /** Rental and deposit; absent: none. */
  charges: LoanChargesSchema.optional(),
});
export type Terms = z.infer<typeof TermsSchema>;

/** A judged checkout or renewal. `terms` is null only when it is refused. */
export const DecisionSchema = z.object({
  outcome: OutcomeSchema,
  reasons: z.array(ReasonSchema),
  terms: TermsSchema.nullable(),
  trace: TraceSchema,
});
export type Decision = z.infer<typeof DecisionSchema>;

/** Any block refuses; else any override that is not given asks; else it is done. */
export function outcomeOf(reasons: readonly Reason[]): Outcome {
  if (reasons.some((reason) => reason.effect === 'block')) return 'refused';
  return reasons.some((reason) => reason.effect === 'override' && !reason.overridden) ? 'needs-override' : 'done';
}
