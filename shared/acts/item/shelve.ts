// `shelve`: a copy that was put on a cart as it came in was put on its shelf.

import { z } from 'zod';
import { ActIdSchema, ItemIdSchema } from '../../core/ids.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision } from '../../circ/told.ts';
import { CartIdSchema } from '../../circ/model/cart.ts';
import { defineAct } from '../define-act.ts';

export const shelve = defineAct({
  name: 'shelve',
  args: z.object({ itemId: ItemIdSchema, barcode: z.string() }),
  told: z.object({
    ...toldDecision,
    cart: CartIdSchema,
    /** When it was put on the cart: the time to the shelf counts from then. */
    since: InstantSchema,
  }),
  method: {
    name: 'cart.shelve',
    // A whole cart, or one copy on any.
    input: z.union([z.object({ cart: CartIdSchema }), z.object({ barcode: CodeSchema })]),
    output: z.object({ acts: z.array(ActIdSchema) }),
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  words: { en: 'Shelved', es: 'Colocado en su estante' },
  keywords: { en: ['shelved', 'cart', 'reshelve'], es: ['carro', 'colocar', 'estantería'] },
  record: (header, { itemId }, { cart }) => [{ kind: 'act', act: { kind: 'shelve', ...header, itemId, cart } }],
});
