// The trace of a decision: the content of "Why?". Entries are codes with values, put in words only where they are shown.

import { z } from 'zod';
import type { TraceCode } from '../core/codes/trace.ts';
import { ParamsSchema, type Params } from '../core/say.ts';
import { AttributeSchema, CriteriaSchema, CriterionSchema } from './model/criteria.ts';

/** One entry, for example a step of the due date. The words are in the trace words, by code. */
export const TraceEntrySchema = z.object({ code: z.string(), params: ParamsSchema });
export type TraceEntry = z.infer<typeof TraceEntrySchema>;

/** A criterion that did not match, and its wanted value. */
export const LostCriterionSchema = z.object({ on: AttributeSchema, asked: CriterionSchema });
export type LostCriterion = z.infer<typeof LostCriterionSchema>;

/** Why a rule that matches does not decide: which rule went before it, and the reason. */
export const OutrankedSchema = z.object({
  by: z.string(),
  /** The name of that rule; empty, with `asks`, if it has none. */
  name: z.string(),
  asks: CriteriaSchema.optional(),
  /**
   * `weight`, `specificity`: by the criteria that are `ahead`. `priority`: by its rank. `line`, `position`: by where it stands.
   * `id`: all else is equal, and ids put them in order.
   */
  on: z.enum(['weight', 'specificity', 'priority', 'line', 'position', 'id']),
  /** Criteria that put it ahead: it asks them and this one does not, or it names something nearer. */
  ahead: z.array(AttributeSchema),
  /** Its rank or place, and that of this one; absent where neither is a figure. */
  figures: z.tuple([z.string(), z.string()]).optional(),
});
export type Outranked = z.infer<typeof OutrankedSchema>;

/** A rule that was looked at. */
export const CandidateSchema = z.object({
  ruleId: z.string(),
  /** Empty: no name. */
  name: z.string(),
  /** Its criteria; only of a rule without a name. */
  asks: CriteriaSchema.optional(),
  matched: z.boolean(),
  score: z.number(),
  /** The first criterion that it failed on; null when it matched. */
  failedOn: z.string().nullable(),
  /** All its criteria that did not match, the plainest first: the fewer, the nearer it was. Absent where none failed. */
  lost: z.array(LostCriterionSchema).readonly().optional(),
  /** Only of a rule that matches where others gave all that it would have given. */
  outranked: OutrankedSchema.optional(),
  /** Fields of the result that this rule gave; the winner gives at least one. */
  gave: z.array(z.string()).readonly(),
  /** All that the rule gives, in the form of its rule set; only where it gave something. */
  gives: z.unknown().optional(),
});
export type Candidate = z.infer<typeof CandidateSchema>;

/** The facts of a loan that rules were tried on, by attribute, in the ids of the rules. */
export const AskedAboutSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.undefined()]),
);
export type AskedAbout = z.infer<typeof AskedAboutSchema>;

export const TraceSchema = z.object({
  /** Rules in the order they were tried: the winner first, then those that filled gaps or lost, best first. */
  candidates: z.array(CandidateSchema),
  /** The facts that these were tried on; absent where none were. */
  askedAbout: AskedAboutSchema.optional(),
  /** Each step of the due date, in order. */
  due: z.array(TraceEntrySchema),
  /** Each limit with its count and the counted loans. */
  limits: z.array(TraceEntrySchema),
  /** How old the data was. */
  data: z.array(TraceEntrySchema),
});
export type Trace = z.infer<typeof TraceSchema>;

/** Rules that were looked at, and the facts that they were tried on. */
export type TriedRules = {
  readonly candidates: readonly Candidate[];
  readonly askedAbout?: AskedAbout | undefined;
};

/** No rules were asked. */
export const NONE_TRIED: TriedRules = { candidates: [] };

/** Their part of a trace. */
export function triedPart({ candidates, askedAbout }: TriedRules): Pick<Trace, 'candidates' | 'askedAbout'> {
  return {
    candidates: [...candidates],
    ...(candidates.length === 0 || askedAbout === undefined ? {} : { askedAbout }),
  };
}

/** An entry with a code that has words. */
export function traceEntry(code: TraceCode, params: Params = {}): TraceEntry {
  return { code, params };
}
