// The trace of a decision: what "Why?" shows. Entries are codes with values, said in words only where they are shown.

import { z } from 'zod';
import type { TraceCode } from '../core/codes/trace.ts';
import { ParamsSchema, type Params } from '../core/say.ts';
import { CriteriaSchema, CriterionSchema } from './model/criteria.ts';

/** One entry, for example a step of the due date. The words are in the trace words, by code. */
export const TraceEntrySchema = z.object({ code: z.string(), params: ParamsSchema });
export type TraceEntry = z.infer<typeof TraceEntrySchema>;

/** A rule that was looked at. */
export const CandidateSchema = z.object({
  ruleId: z.string(),
  /** Empty: nobody named it. */
  name: z.string(),
  /** All that it asks; only of a rule that nobody named. */
  asks: CriteriaSchema.optional(),
  matched: z.boolean(),
  score: z.number(),
  /** The criterion that it failed on; null when it matched. */
  failedOn: z.string().nullable(),
  /** What that criterion asks for; absent where none failed. */
  asked: CriterionSchema.optional(),
  /** How many of its criteria did not match: the fewer, the nearer it was. Absent where none failed. */
  missed: z.int().optional(),
  /** Fields of the result that this rule gave; the winner gives at least one. */
  gave: z.array(z.string()),
});
export type Candidate = z.infer<typeof CandidateSchema>;

export const TraceSchema = z.object({
  /** Rules in the order they were tried: the winner first, then those that filled gaps or lost, best first. */
  candidates: z.array(CandidateSchema),
  /** Each step of the due date, in order. */
  due: z.array(TraceEntrySchema),
  /** Each limit with its count and what was counted. */
  limits: z.array(TraceEntrySchema),
  /** How old the data was. */
  data: z.array(TraceEntrySchema),
});
export type Trace = z.infer<typeof TraceSchema>;

/** An entry with a code that has words. */
export function traceEntry(code: TraceCode, params: Params = {}): TraceEntry {
  return { code, params };
}
