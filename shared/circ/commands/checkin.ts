// The command `checkin`: take one item back. Always recorded, whatever the rules say.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { toldDecision } from './told.ts';

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

/** Where a checked-in item goes. */
export const RouteSchema = z.enum(['reshelve', 'hold-shelf', 'transit', 'not-ours', 'check-shelf']);
export type Route = z.infer<typeof RouteSchema>;

export const CheckinToldSchema = z.object({
  ...toldDecision,
  route: RouteSchema,
  holdId: HoldIdSchema.nullable(),
  transitTo: BranchIdSchema.nullable(),
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
      },
    },
  ];
}
