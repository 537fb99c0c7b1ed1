// The findings on a copy that was seen on a shelf.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';
import { ItemBriefSchema } from './circulation.ts';

/** Whether a copy may stand where it was seen, and if not, why. `found`: it was missing, and may. */
export const ShelfFindingSchema = z.enum([
  'here',
  'found',
  'on-loan',
  'in-question',
  'hold-shelf',
  'in-transit',
  'other-branch',
  'other-location',
  'withdrawn',
  'marked',
]);
export type ShelfFinding = z.infer<typeof ShelfFindingSchema>;

/** Whether a copy may stand where it was seen. */
export const mayStandHere = (finding: ShelfFinding): boolean => finding === 'here' || finding === 'found';

/** Whether a copy may be put on the cart of its shelf from where it was seen; anything else is checked in first. */
export const mayGoOnCart = (finding: ShelfFinding): boolean => mayStandHere(finding) || finding === 'other-location';

export const SeenAnswerSchema = z.object({
  commandId: ActIdSchema,
  canUndo: z.boolean(),
  item: ItemBriefSchema,
  finding: ShelfFindingSchema,
  /** It was marked missing until now. */
  wasMissing: z.boolean(),
  /** Its status as it was before, in words. */
  statusText: z.string(),
  /** Where it belongs instead: a branch or a location by its name. Null where that is not known, or it belongs here. */
  belongs: z.string().nullable(),
  /** The cart that it was put on, in words; null = none. */
  cartText: z.string().nullable(),
  /** Until when it is lent, where it is. */
  dueText: z.string().nullable(),
});
export type SeenAnswer = z.infer<typeof SeenAnswerSchema>;
