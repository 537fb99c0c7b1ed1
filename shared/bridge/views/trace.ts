// The trace as "Why?" shows it: the machine form beside the same thing in words.

import { z } from 'zod';
import { CandidateSchema, TraceEntrySchema } from '../../rules/trace.ts';

/** An entry with its words in the desk's language. */
export const SaidEntrySchema = TraceEntrySchema.extend({ text: z.string() });
export type SaidEntry = z.infer<typeof SaidEntrySchema>;

export const TraceViewSchema = z.object({
  // Rules in the order they were tried: the winner first.
  // What a criterion asks may be hundreds of places, for each of hundreds of rules; its words say as much as people read.
  candidates: z.array(CandidateSchema.omit({ asked: true, asks: true, gives: true }).extend({ text: z.string() })),
  /** Losing rules that are not listed. */
  unlisted: z.int().optional(),
  due: z.array(SaidEntrySchema),
  limits: z.array(SaidEntrySchema),
  data: z.array(SaidEntrySchema),
});
export type TraceView = z.infer<typeof TraceViewSchema>;
