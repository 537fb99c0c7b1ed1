// The reference tally of the day, as the screen shows it.

import { z } from 'zod';
import { TallyModeSchema, TallyTierSchema } from '../core/tally.ts';
import { ActIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

export const TalliesViewSchema = z.object({
  /** Of this desk's service day, the newest first. Undone ones are left out. */
  tallies: z.array(
    z.object({
      id: ActIdSchema,
      at: IsoInstantSchema,
      /** The beginning of its hour. */
      hour: IsoInstantSchema,
      tier: TallyTierSchema,
      mode: TallyModeSchema.nullable(),
      subject: z.string().nullable(),
      staff: z.string().nullable(),
    }),
  ),
  /** The branch's words for subjects of questions. */
  subjects: z.array(z.string()),
});
export type TalliesView = z.infer<typeof TalliesViewSchema>;
