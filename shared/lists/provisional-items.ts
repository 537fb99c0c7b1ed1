// Copies that desks recorded because the catalog did not have them: each is to be completed, or cataloged where the library catalogs.

import { z } from 'zod';
import { ItemIdSchema, TitleIdSchema, type BranchId } from '../core/ids.ts';
import type { Item } from '../circ/model/item.ts';
import { barcodeColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

export const ProvisionalRowSchema = z.object({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  /** Item type; null where nothing was written down. */
  kind: z.string().nullable(),
  branchName: z.string(),
  isOut: z.boolean(),
});
export type ProvisionalRow = z.infer<typeof ProvisionalRowSchema>;

const { column } = columnsOf<ProvisionalRow>();

export const provisionalItems = defineList({
  name: 'provisional-items',
  words: { en: 'Provisional items', es: 'Materiales provisionales' },
  empty: { en: 'Everything that was lent is in the catalog.', es: 'Todo lo prestado está en el catálogo.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: ProvisionalRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    titleColumn,
    barcodeColumn,
    column('text', 'kind', { en: 'Type', es: 'Tipo' }, ({ kind }) => kind),
    column('text', 'where', { en: 'Created at', es: 'Creado en' }, ({ branchName }) => branchName),
    column('text', 'state', { en: 'State', es: 'Estado' }, ({ isOut }) => ({
      words: isOut ? { en: 'on loan', es: 'prestado' } : { en: 'here', es: 'aquí' },
    })),
  ],
  order: (a, b) => inOrder(a.title, b.title) || inOrder(a.barcode, b.barcode),
  acts: [{ act: 'completeItem', key: 'C', label: { en: 'Complete', es: 'Completar' }, offered: () => true }],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Source of the list. */
export type ProvisionalSource = Pick<RowSource, 'title' | 'branchName'> & { provisionalItems(): readonly Item[] };

/** Copies of a branch, or of the whole library, that are not in the catalog. */
export function provisionalRows(source: ProvisionalSource, branch: BranchId | null): ProvisionalRow[] {
  return source
    .provisionalItems()
    .filter(({ home }) => branch === null || home === branch)
    .map(({ id, titleId, barcode, kind, home, state }) => {
      const title = source.title(titleId);
      return {
        itemId: id,
        titleId,
        title: title?.title ?? barcode,
        author: title?.author ?? null,
        barcode,
        kind,
        branchName: source.branchName(home),
        isOut: state.loan !== null,
      };
    });
}
