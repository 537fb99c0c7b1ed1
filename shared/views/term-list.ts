// A term's list of staff as a file: its expected changes, and those that were made.

import { z } from 'zod';
import { TERM_FAULTS } from '../circ/term-list.ts';

/** Longer than the list of any term. */
const MOST_TEXT = 200_000;
const text = z.string().max(MOST_TEXT);
const names = z.array(z.string());

export const TermListInputSchema = z.object({ text });
export const TermListTakeSchema = z.object({
  text,
  /** Of the person who is signed in. */
  pin: z.string().min(1).max(64),
});

export const TermPlanViewSchema = z.object({
  /** The columns that the first line lacks; with one lacking nothing is read. */
  lacks: names,
  changes: z.array(
    z.object({
      line: z.int(),
      name: z.string(),
      kind: z.enum(['add', 'change', 'end']),
      role: z.string().nullable(),
      /** The last day; null = no end. */
      until: z.string().nullable(),
      wasRole: z.string().nullable(),
      wasUntil: z.string().nullable(),
    }),
  ),
  refused: z.array(z.object({ line: z.int(), name: z.string(), why: z.enum(TERM_FAULTS), said: z.string() })),
  same: names,
  /** Students who are not in the file: nothing becomes of them. */
  left: names,
});
export type TermPlanView = z.infer<typeof TermPlanViewSchema>;

export const TermDoneSchema = z.object({
  /** How many rows were done. */
  done: z.int(),
  /** PINs that were made: shown once. */
  made: z.array(z.object({ staff: z.string(), pin: z.string() })),
  /** Rows that the server refused, in words. */
  failed: z.array(z.object({ line: z.int(), name: z.string(), message: z.string() })),
});
export type TermDone = z.infer<typeof TermDoneSchema>;
