// The trace as "Why?" shows it: the machine form beside the same thing in words.

import { z } from 'zod';
import { CandidateSchema, TraceEntrySchema } from '../../rules/trace.ts';

/** An entry with its words in the desk's language. */
export const SaidEntrySchema = TraceEntrySchema.extend({ text: z.string() });
export type SaidEntry = z.infer<typeof SaidEntrySchema>;

export const TraceViewSchema = z.object({
  candidates: z.array(CandidateSchema.extend({ text: z.string() })),
  due: z.array(SaidEntrySchema),
  limits: z.array(SaidEntrySchema),
  data: z.array(SaidEntrySchema),
});
export type TraceView = z.infer<typeof TraceViewSchema>;
