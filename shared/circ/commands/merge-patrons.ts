// The command `mergePatrons`: two accounts are one person. Every act under the one counts for the other, on the whole timeline.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const MergePatronsArgsSchema = z
  .object({
    /** Goes. */
    from: PatronIdSchema,
    /** Stays. */
    to: PatronIdSchema,
    /** In the words of whoever merged them. */
    reason: z.string(),
  })
  .refine(({ from, to }) => from !== to, 'an account is not merged with itself');
export type MergePatronsArgs = z.infer<typeof MergePatronsArgsSchema>;

export const MergePatronsToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordMergePatrons(_header: RecordHeader, { from, to }: MergePatronsArgs): Recorded[] {
  return [{ kind: 'mergePatrons', from, to }];
}
