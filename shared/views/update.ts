// The version of the program at a desk: where new ones come from, and why one that was found is not in use yet.

import { z } from 'zod';
import { UPDATE_WAITS } from '../core/update-words.ts';
import { IsoInstantSchema } from './session.ts';

export const UpdateViewSchema = z.object({
  /** Of the program that runs. */
  version: z.string(),
  /** `itself`: the program looks for new ones. `system`: they come with those of the computer's system. `hand`: a person installs them. */
  by: z.enum(['itself', 'system', 'hand']),
  /** Null: it did not look yet. */
  lookedAt: IsoInstantSchema.nullable(),
  /** The place of updates answered at the last look. */
  isReached: z.boolean(),
  waits: z.object({ version: z.string(), why: z.enum(UPDATE_WAITS) }).nullable(),
});
export type UpdateView = z.infer<typeof UpdateViewSchema>;
