// The trace as "Why?" shows it: the machine form beside the same thing in words.

import { z } from 'zod';
import { AttributeSchema } from '../rules/model/criteria.ts';
import { CandidateSchema, OutrankedSchema, TraceEntrySchema } from '../rules/trace.ts';

/** An entry with its words in the desk's language. */
export const SaidEntrySchema = TraceEntrySchema.extend({ text: z.string() });
export type SaidEntry = z.infer<typeof SaidEntrySchema>;

export const TraceViewSchema = z.object({
  // Rules in the order they were tried: the winner first.
  // A criterion may list hundreds of places, for each of hundreds of rules; its words are cut to a length that people read.
  candidates: z.array(
    CandidateSchema.omit({ lost: true, asks: true, gives: true, outranked: true }).extend({
      /** Every criterion that did not match, the plainest first; absent where none failed. */
      lostOn: z.array(AttributeSchema).optional(),
      /** The rule that went before this one, which matches and does not decide, and the reason. */
      outranked: OutrankedSchema.omit({ asks: true }).optional(),
      text: z.string(),
    }),
  ),
  /** Losing rules that are not listed. */
  unlisted: z.int().optional(),
  due: z.array(SaidEntrySchema),
  limits: z.array(SaidEntrySchema),
  data: z.array(SaidEntrySchema),
});
export type TraceView = z.infer<typeof TraceViewSchema>;

export type RuleView = TraceView['candidates'][number];

/** The rules of a trace by their outcome. */
export type SortedRules = {
  /** The winner, then the rules that filled its open fields. */
  readonly deciding: readonly RuleView[];
  /** Match, and others gave all that they would have given. */
  readonly outranked: readonly RuleView[];
  /** Do not match; those that missed the fewest criteria first. */
  readonly lost: readonly RuleView[];
};

/** Sorts rules that stand in the order they were tried. */
export function sortedRules(candidates: readonly RuleView[]): SortedRules {
  const matched = candidates.filter((rule) => rule.matched);
  const decides = ({ gave }: RuleView, place: number) => place === 0 || gave.length > 0;
  const missed = ({ lostOn = [] }: RuleView) => lostOn.length;
  return {
    deciding: matched.filter(decides),
    outranked: matched.filter((rule, place) => !decides(rule, place)),
    lost: candidates.filter((rule) => !rule.matched).toSorted((a, b) => missed(a) - missed(b)),
  };
}
