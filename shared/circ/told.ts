// The common fields of `told`, the part of an act that the desk announced: the decision and its reasons, by code.

import { z } from 'zod';
import { ActIdSchema, PolicyHashSchema, RuleSetVersionSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

/** The decision as announced, with the codes of its reasons. */
export const toldDecision = { decision: z.literal('done'), reasons: z.array(z.string()) };

/** Of an act that may be recorded beside another, in the same call. */
export const toldBeside = {
  ...toldDecision,
  /** That other one: its undo takes this back too. Absent: a person asked for this alone. */
  beside: ActIdSchema.optional(),
};

/** The policy that a loan was announced under: rule set, contributing rules, and the hash of the resolved policy. */
export const PolicyRefSchema = z.object({
  rulesVersion: RuleSetVersionSchema,
  rowIds: z.array(z.string()),
  policyHash: PolicyHashSchema,
});

/** The terms of a loan as announced: by checkouts and renewals alike. */
export const ToldTermsSchema = z.object({
  ...toldDecision,
  dueAt: InstantSchema,
  /** As it stood on the screen and the slip. */
  dueText: z.string(),
  policyRef: PolicyRefSchema,
});
export type ToldTerms = z.infer<typeof ToldTermsSchema>;

/** The rules of a desk that closes a branch or takes a closing back: by these it goes on. */
export const toldRules = {
  /** Those in force at the desk, as they were written. */
  rulesVersion: RuleSetVersionSchema,
  /** The closings that the desk knew, by the activations that made them, and until when each lasts. */
  closings: z.array(z.object({ id: z.string(), to: InstantSchema })),
};
export type ToldRules = z.infer<z.ZodObject<typeof toldRules>>;
