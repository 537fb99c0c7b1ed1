// The command `checkin`: take one item back. Always recorded, whatever the rules say.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const CheckinArgsSchema = z.object({
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  /** When it came back, for a book drop; counts lateness only. */
  returnedAt: InstantSchema.nullable(),
  /** Nobody had this barcode: the act mints the item under this title. */
  mintsItem: TitleIdSchema.nullable(),
});
export type CheckinArgs = z.infer<typeof CheckinArgsSchema>;

export const CheckinToldSchema = z.object({
  ...toldDecision,
  /** A route as the desk's version named it (`Route` of the judgement); a newer version may know more. */
  route: z.string(),
  holdId: HoldIdSchema.nullable(),
  transitTo: BranchIdSchema.nullable(),
  /** Until when the copy waits on the shelf here for its hold; none = for ever, or it goes elsewhere. */
  holdUntil: InstantSchema.nullish(),
  /** It was lent to nobody and belongs here, and the library counts that as use in the house. */
  inHouse: z.literal(true).optional(),
});
export type CheckinTold = z.infer<typeof CheckinToldSchema>;

/** What a check-in is recorded as. */
export function recordCheckin(header: RecordHeader, args: CheckinArgs, told: CheckinTold): Recorded[] {
  const { branch } = header;
  const minted: Recorded[] =
    args.mintsItem === null
      ? []
      : [{ kind: 'mintItem', itemId: args.itemId, titleId: args.mintsItem, barcode: args.barcode, branch }];
  return [
    ...minted,
    {
      kind: 'act',
      act: {
        kind: 'checkin',
        ...header,
        itemId: args.itemId,
        returnedAt: args.returnedAt,
        hold: told.holdId,
        transitTo: told.transitTo,
        ...(told.holdUntil === undefined || told.holdUntil === null ? {} : { holdUntil: told.holdUntil }),
      },
    },
  ];
}
