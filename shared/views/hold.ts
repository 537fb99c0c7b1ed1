// Lists of holds: what to fetch from the shelves, what stands on the hold shelf, who waits.

import { z } from 'zod';
import { HoldIdSchema, TitleIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

/** `pull`: copies on the shelves of a branch to fetch. `shelf`: copies on its hold shelf. `waiting`: holds to be picked up there. */
export const HoldListKindSchema = z.enum(['pull', 'shelf', 'waiting']);
export type HoldListKind = z.infer<typeof HoldListKindSchema>;

/** A row of a list. People are named by the label of the slip alone; the card opens who it is. */
export const HoldListRowSchema = z.object({
  holdId: HoldIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  state: z.enum(['waiting', 'captured']),
  position: z.int().nullable(),
  placedAt: IsoInstantSchema,
  pickup: z.string(),
  pickupName: z.string(),
  card: z.string(),
  label: z.string(),
  /** The copy to fetch, or the one that stands for it. */
  barcode: z.string().nullable(),
  callNumber: z.string().nullable(),
  location: z.string().nullable(),
  /** Its end has passed: it lives until the server says that it ended. */
  dueToExpire: z.boolean(),
  pending: z.boolean(),
});
export type HoldListRow = z.infer<typeof HoldListRowSchema>;
