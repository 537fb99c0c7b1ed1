// The command `placeHold`: one patron asks for a title, or for one copy of it. Judging tells every reason at once; recording asks no rule.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const PlaceHoldArgsSchema = z.object({
  /** Minted where the hold is placed. */
  holdId: HoldIdSchema,
  patronId: PatronIdSchema,
  /** As scanned or typed. */
  card: z.string(),
  titleId: TitleIdSchema,
  /** A hold for this copy alone; null = any copy of the title. */
  itemId: ItemIdSchema.nullable(),
  /** Of that copy. */
  barcode: z.string().optional(),
  pickup: BranchIdSchema,
});
export type PlaceHoldArgs = z.infer<typeof PlaceHoldArgsSchema>;

export const PlaceHoldToldSchema = z.object(toldDecision);

/** What a placing is recorded as. */
export function recordPlaceHold(header: RecordHeader, args: PlaceHoldArgs): Recorded[] {
  const { holdId: hold, patronId, titleId, itemId, pickup } = args;
  return [{ kind: 'act', act: { kind: 'placeHold', ...header, hold, patronId, titleId, itemId, pickup } }];
}
