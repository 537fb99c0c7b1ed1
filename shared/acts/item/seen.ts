// `seen`: a copy was seen on a shelf. It is not missing then; its borrower and its place stay as they are.

import { z } from 'zod';
import { ItemIdSchema, LocationIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { CartIdSchema } from '../../circ/model/cart.ts';
import { SeenAnswerSchema } from '../../views/seen.ts';
import { defineAct } from '../define-act.ts';

export const seen = defineAct({
  name: 'seen',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    /** The shelf that was read; null = not given. */
    location: LocationIdSchema.nullable(),
  }),
  told: z.object({
    ...toldDecision,
    /** The finding of the desk's version (`ShelfFinding`); a newer version may know more. */
    finding: z.string(),
    /** The cart that it was put on, for the shelf where it belongs; absent = none. */
    cart: CartIdSchema.optional(),
  }),
  method: {
    name: 'item.seen',
    input: z.object({
      barcode: CodeSchema,
      location: LocationIdSchema.optional(),
      /** It is taken off this shelf and put on the cart of its own. */
      toCart: z.boolean().default(false),
    }),
    output: SeenAnswerSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  words: { en: 'Seen on the shelf', es: 'Visto en el estante' },
  keywords: {
    en: ['sighting', 'shelf reading', 'last seen', 'found'],
    es: ['avistamiento', 'lectura de estantes', 'visto por última vez'],
  },
  record: (header, { itemId, location }, { cart }) => [
    { kind: 'act', act: { kind: 'seen', ...header, itemId, location, ...(cart === undefined ? {} : { cart }) } },
  ],
});
