// Copies that should stand on a range of a shelf and were not seen there while it was read.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import type { Item } from '../circ/model/item.ts';
import { ItemIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema, type Instant } from '../core/instant.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

export const ShelfMissingRowSchema = z.object({
  itemId: ItemIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string(),
  /** When a desk last had it in hand or saw it; null = not known. */
  seenAt: InstantSchema.nullable(),
  /** When it was last looked for in vain. */
  soughtAt: InstantSchema.nullable(),
  /** The mark that the list's act sets on the copy. */
  toMark: z.literal('missing'),
});
export type ShelfMissingRow = z.infer<typeof ShelfMissingRowSchema>;

const { moment } = columnsOf<ShelfMissingRow>();

export const shelfMissing = defineList({
  name: 'shelf-missing',
  row: ShelfMissingRowSchema,
  of: 'shelf',
  rowKey: ({ itemId }) => itemId,
  words: { en: 'Missing from the shelf', es: 'Faltan en el estante' },
  empty: { en: 'Every copy of the range was seen.', es: 'Se vieron todos los ejemplares del rango.' },
  columns: [
    callNumberColumn,
    titleColumn,
    barcodeColumn,
    moment('seen', { en: 'Last seen', es: 'Visto por última vez' }, ({ seenAt }) => seenAt),
    moment('sought', { en: 'Last looked for', es: 'Última búsqueda' }, ({ soughtAt }) => soughtAt),
  ],
  order: (a, b) => inShelfOrder(a.callNumber, b.callNumber) || inOrder(a.barcode, b.barcode),
  state: ({ soughtAt }) => (soughtAt === null ? 'plain' : 'attention'),
  acts: [
    { act: 'notOnShelf', key: 'N', label: { en: 'Look again', es: 'Buscar otra vez' }, offered: () => true },
    { act: 'setMark', key: 'M', asks: 'sure', label: { en: 'Missing', es: 'Extraviado' }, offered: () => true },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Copies that should stand on their shelf and that no desk has seen since. */
export function unseenRows(
  source: Pick<RowSource, 'title'>,
  items: readonly Item[],
  { since, branch }: { readonly since: Instant; readonly branch: BranchId },
): ShelfMissingRow[] {
  return items
    .filter((item) => isExpected(item, branch) && !isSeenSince(item, since))
    .map(({ id, titleId, barcode, callNumber, state }) => {
      const title = source.title(titleId);
      return {
        itemId: id,
        title: title?.title ?? barcode,
        author: title?.author ?? null,
        barcode,
        callNumber,
        seenAt: state.seen?.at ?? null,
        soughtAt: state.soughtAt ?? null,
        toMark: 'missing',
      };
    });
}

/** Whether a copy should stand on its shelf of a branch, not on a cart. */
export function isExpected({ state }: Item, branch: BranchId): boolean {
  return state.status === 'available' && state.branch === branch && state.cart === undefined;
}

export function isSeenSince({ state }: Item, since: Instant): boolean {
  return state.seen !== undefined && state.seen.at >= since;
}
