// POST /v1/gate-file: the file of a gate's counter, taken in for the branch of the desk by a person who may edit its lists. A file that is read again
// counts once.

import { z } from 'zod';
import { StaffIdSchema } from '../core/ids.ts';

/** Letters of a file: a year of hours at ten gates. */
export const MOST_GATE_LETTERS = 4_000_000;

export const GateFileRequestSchema = z.object({
  staffId: StaffIdSchema,
  name: z.string().min(1).max(200),
  text: z.string().min(1).max(MOST_GATE_LETTERS),
});
export type GateFileRequest = z.infer<typeof GateFileRequestSchema>;

export const GateFileResponseSchema = z.object({
  /** Counts in the file, and those of them that were new or different before. */
  read: z.int(),
  written: z.int(),
  /** Lines that were not taken; the first hundred. */
  wrong: z.array(z.object({ line: z.int(), why: z.string() })),
});
export type GateFileResponse = z.infer<typeof GateFileResponseSchema>;
