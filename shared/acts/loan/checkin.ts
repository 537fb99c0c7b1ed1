// `checkin`: take one item back. Always recorded: no rule refuses it.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { Minted } from '../../circ/recorded.ts';
import { CartIdSchema } from '../../circ/model/cart.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

/** The longest place at which something was found. */
const PLACE_LENGTH = 200;

/** The longest reason of an amnesty. */
const REASON_LENGTH = 500;

export const checkin = defineAct({
  name: 'checkin',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    /** When it came back, for a book drop; counts lateness only. */
    returnedAt: InstantSchema.nullable(),
    /** The barcode was unknown: the act makes the item under this title. */
    mintsItem: TitleIdSchema.nullable(),
    /** Where it was found, as a person wrote it: free text that goes into no row. Absent = not written. [I19] */
    place: z.string().optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** A route as the desk's version named it (`Route` of the judgement); a newer version may know more. */
    route: z.string(),
    holdId: HoldIdSchema.nullable(),
    transitTo: BranchIdSchema.nullable(),
    /** Until when the copy waits on the shelf here for its hold; none = for ever, or it goes elsewhere. */
    holdUntil: InstantSchema.nullish(),
    /** When the slip of the hold was made: its label ends in digits of the card of then. */
    slipAt: InstantSchema.optional(),
    /** It was not on loan and belongs here, and the library counts that as use in the house. */
    inHouse: z.literal(true).optional(),
    /** The cart that it was put on; absent = none. */
    cart: CartIdSchema.optional(),
    /** It was received, and is to be inspected before the next loan. Absent: no inspection. */
    inspect: z.literal(true).optional(),
  }),
  method: {
    name: 'circ.checkin',
    input: z.object({
      item: CodeSchema,
      /** When it came back, where that was earlier: a book drop. */
      returnedAt: IsoInstantSchema.optional(),
      /** The same for loans by the hour: when the drop was last emptied. */
      hourlyReturnedAt: IsoInstantSchema.optional(),
      /** It is put on the cart of where it goes, if that is a shelf of this branch. */
      toCart: z.literal(true).optional(),
      /** It is received now and inspected later. Kinds of equipment with that library setting are so without it. */
      inspect: z.literal(true).optional(),
      /** Where a missing or lost item was found. */
      place: z.string().trim().max(PLACE_LENGTH).optional(),
      /** Why the late fee of the returned item is waived; absent = it is owed. */
      amnesty: z.string().trim().min(1).max(REASON_LENGTH).optional(),
    }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  serves: true,
  words: { en: 'Checked in', es: 'Devuelto' },
  action: 'checkin',
  keywords: { en: ['return', 'take back', 'discharge'], es: ['devolver', 'devolución'] },
  record: (header, args, told) => {
    const { branch } = header;
    const minted: Minted[] =
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
          ...(told.slipAt === undefined ? {} : { slipAt: told.slipAt }),
          ...(told.cart === undefined ? {} : { cart: told.cart }),
          ...(told.inspect === undefined ? {} : { inspect: told.inspect }),
        },
      },
    ];
  },
});
