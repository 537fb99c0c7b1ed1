// Interlibrary loans: what is here from other libraries, and by when they want it back.

import { z } from 'zod';
import { LENDER_SOON_MS } from '../circ/model/borrowed.ts';
import type { Item } from '../circ/model/item.ts';
import { ItemIdSchema, TitleIdSchema, type BranchId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { sayDue } from '../core/say-date.ts';
import { barcodeColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const BorrowedRowSchema = z.object({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  lender: z.string(),
  request: z.string().nullable(),
  /** When the lender wants it back. */
  lenderDueAt: InstantSchema,
  zone: z.string(),
  inBuilding: z.boolean(),
  noRenewal: z.boolean(),
  isOut: z.boolean(),
  branchName: z.string(),
});
export type BorrowedRow = z.infer<typeof BorrowedRowSchema>;

const borrowed = columnsOf<BorrowedRow>();
const IN_BUILDING = { en: 'In the library only', es: 'Solo en la biblioteca' };
const NO_RENEWAL = { en: 'No renewal', es: 'Sin renovación' };
const STILL_OUT = { en: 'It is checked out: check it in first.', es: 'Está prestado: devuélvalo primero.' };

/** What is here from other libraries, the first to go back on top. */
export const borrowedItems = defineList({
  name: 'ill-borrowed',
  words: { en: 'ILL: borrowed', es: 'Interbibliotecario: recibido' },
  empty: { en: 'Nothing is here from other libraries.', es: 'No hay nada de otras bibliotecas.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: BorrowedRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    borrowed.column(
      'text',
      'lender_due',
      { en: 'Back to lender', es: 'Vuelve el' },
      ({ lenderDueAt, zone }, { saying }) =>
        sayDue(saying.language, { dueAt: lenderDueAt, grain: 'day', zone }, saying.now),
    ),
    titleColumn,
    barcodeColumn,
    borrowed.column('text', 'lender', { en: 'Lender', es: 'Biblioteca' }, ({ lender }) => lender),
    borrowed.column('text', 'terms', { en: 'Conditions', es: 'Condiciones' }, ({ inBuilding, noRenewal }, { saying }) =>
      [...(inBuilding ? [IN_BUILDING] : []), ...(noRenewal ? [NO_RENEWAL] : [])]
        .map((words) => words[saying.language])
        .join(' · '),
    ),
    borrowed.column('text', 'state', { en: 'State', es: 'Estado' }, ({ isOut }) => ({
      words: isOut ? { en: 'checked out', es: 'prestado' } : { en: 'here', es: 'aquí' },
    })),
    borrowed.column('text', 'request', { en: 'Request', es: 'Solicitud' }, ({ request }) => request),
  ],
  order: (a, b) => a.lenderDueAt - b.lenderDueAt || inOrder(a.barcode, b.barcode),
  state: ({ lenderDueAt }, { saying }) => {
    if (lenderDueAt <= saying.now) return 'overdue';
    return lenderDueAt <= saying.now + LENDER_SOON_MS ? 'attention' : 'plain';
  },
  acts: [
    {
      act: 'returnBorrowed',
      key: 'X',
      label: { en: 'Sent back', es: 'Enviado' },
      asks: 'sure',
      offered: ({ isOut }) => (isOut ? STILL_OUT : true),
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Copies of other libraries that a branch has, or the whole library. */
export function borrowedRows(
  source: Pick<RowSource, 'title' | 'branch' | 'branchName'>,
  items: readonly Item[],
  { branch, zone }: LookingFrom & { readonly branch: BranchId | null },
): BorrowedRow[] {
  return items.flatMap((item) => {
    const terms = item.borrowed ?? null;
    if (terms === null || (branch !== null && item.home !== branch)) return [];
    const title = source.title(item.titleId);
    return [
      {
        itemId: item.id,
        titleId: item.titleId,
        title: title?.title ?? item.barcode,
        author: title?.author ?? null,
        barcode: item.barcode,
        lender: terms.lender,
        request: terms.request,
        lenderDueAt: terms.dueAt,
        zone: source.branch(item.home)?.zone ?? zone,
        inBuilding: terms.inBuilding,
        noRenewal: terms.noRenewal,
        isOut: item.state.loan !== null,
        branchName: source.branchName(item.home),
      },
    ];
  });
}
