// Copies that came in and wait on a cart for their shelf, each cart in shelf order.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import type { Item } from '../circ/model/item.ts';
import { ItemIdSchema, TitleIdSchema, type BranchId } from '../core/ids.ts';
import { HOUR_MS, InstantSchema } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import { say, type Params } from '../core/say.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

/** An item on a cart no longer than this is where it should be by the day. */
const WAITS_MS = 24 * HOUR_MS;

export const CartRowSchema = z.object({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string(),
  cart: z.string(),
  /** Its name, in both languages. */
  cartName: z.object({ en: z.string(), es: z.string() }),
  since: InstantSchema,
});
export type CartRow = z.infer<typeof CartRowSchema>;

const { moment } = columnsOf<CartRow>();

export const carts = defineList({
  name: 'carts',
  row: CartRowSchema,
  of: 'branch',
  rowKey: ({ itemId }) => itemId,
  words: { en: 'Carts', es: 'Carros' },
  empty: { en: 'No cart has anything on it.', es: 'No hay nada en los carros.' },
  work: { section: 'shelves', weight: 'note' },
  columns: [
    callNumberColumn,
    titleColumn,
    barcodeColumn,
    moment('since', { en: 'On the cart', es: 'En el carro' }, ({ since }) => since),
  ],
  order: (a, b) => inOrder(a.cart, b.cart) || inShelfOrder(a.callNumber, b.callNumber) || inOrder(a.barcode, b.barcode),
  group: ({ cartName }, { saying }) => cartName[saying.language],
  state: ({ since }, { saying }) => (saying.now - since > WAITS_MS ? 'attention' : 'plain'),
  acts: [
    { act: 'shelve', key: 'S', label: { en: 'Shelved', es: 'Colocado' }, offered: () => true },
    {
      act: 'shelveCart',
      key: 'W',
      asks: 'sure',
      label: { en: 'Whole cart shelved', es: 'Carro colocado' },
      offered: () => true,
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Items on the carts of a branch. An item that went missing on one is looked for elsewhere. */
export function cartRows(
  source: Pick<RowSource, 'title'>,
  items: readonly Item[],
  { branch, nameOf }: { readonly branch: BranchId; readonly nameOf: (cart: string) => [Words, Params] },
): CartRow[] {
  return items.flatMap(({ id, titleId, barcode, callNumber, state }) => {
    if (state.cart === undefined || state.branch !== branch || state.status !== 'available') return [];
    const title = source.title(titleId);
    const { cart, at } = state.cart;
    const named = (language: 'en' | 'es') => say({ language, now: at }, ...nameOf(cart));
    return [
      {
        itemId: id,
        titleId,
        title: title?.title ?? barcode,
        author: title?.author ?? null,
        barcode,
        callNumber,
        cart,
        cartName: { en: named('en'), es: named('es') },
        since: at,
      },
    ];
  });
}
