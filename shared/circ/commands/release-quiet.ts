// The command `releaseQuiet`: a supervisor lets loans age and notices go although these desks are silent.

import { z } from 'zod';
import { DeskIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const ReleaseQuietArgsSchema = z.object({ desks: z.array(DeskIdSchema).min(1) });
export type ReleaseQuietArgs = z.infer<typeof ReleaseQuietArgsSchema>;

export const ReleaseQuietToldSchema = z.object(toldDecision);

/** What it is recorded as. */
export function recordReleaseQuiet(header: RecordHeader, { desks }: ReleaseQuietArgs): Recorded[] {
  return [{ kind: 'releaseQuiet', desks, at: header.at }];
}
