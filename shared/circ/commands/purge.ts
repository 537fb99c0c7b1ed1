// The command `purge`: the server's own. What these acts were about is over for so long that their personal values go.

import { z } from 'zod';
import { ActIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const PurgeArgsSchema = z.object({ acts: z.array(ActIdSchema).min(1) });
export type PurgeArgs = z.infer<typeof PurgeArgsSchema>;

export const PurgeToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordPurge(header: RecordHeader, { acts }: PurgeArgs): Recorded[] {
  return [{ kind: 'purge', acts, at: header.at }];
}
