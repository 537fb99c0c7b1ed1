// The command `signOutage`: a supervisor signs the report of an outage of a desk. It changes nothing else; that it was signed, by whom and
// over how many acts, is kept with the desk's acts.

import { z } from 'zod';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const SignOutageArgsSchema = z.object({
  outageId: z.string().min(1).max(128),
  beganAt: InstantSchema,
  endedAt: InstantSchema,
  /** Acts of the desk that fell into it. */
  acts: z.int().min(0),
  note: z.string(),
  /** Why nothing went back and forth, from when on, and how old the data was; absent from desks of older versions. */
  causes: z
    .array(
      z.object({
        cause: z.enum(['no-answer', 'refused', 'not-taken', 'paused']),
        code: z.string().nullable(),
        at: InstantSchema,
      }),
    )
    .optional(),
  dataAsOf: InstantSchema.nullable().optional(),
});
export type SignOutageArgs = z.infer<typeof SignOutageArgsSchema>;

export const SignOutageToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordSignOutage(_header: RecordHeader, { outageId }: SignOutageArgs): Recorded[] {
  return [{ kind: 'signOutage', outageId }];
}
