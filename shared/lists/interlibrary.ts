// Interlibrary loans: items here from other libraries with the dates of their return, and our items that are there.

import { z } from 'zod';
import { LENDER_SOON_MS } from '../circ/model/borrowed.ts';
import type { Item } from '../circ/model/item.ts';
import type { Loan } from '../circ/model/loan.ts';
import { cardOf, type Patron } from '../circ/model/patron.ts';
import { sortName } from '../circ/patron-name.ts';
import type { UseTerms } from '../circ/model/use-terms.ts';
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
  /** Both in one word, for acts on the row: each of them turns one on or off. */
  lenderTerms: z.enum(['none', 'inside', 'once', 'inside-once']),
  isOut: z.boolean(),
  /** When its borrower here brings it back; null = it is not out. */
  dueAt: InstantSchema.nullable(),
  branchName: z.string(),
});
export type BorrowedRow = z.infer<typeof BorrowedRowSchema>;

const borrowed = columnsOf<BorrowedRow>();
const IN_BUILDING = { en: 'In the library only', es: 'Solo en la biblioteca' };
const NO_RENEWAL = { en: 'No renewal', es: 'Sin renovación' };
const STILL_OUT = { en: 'It is checked out: check it in first.', es: 'Está prestado: devuélvalo primero.' };

/** Items here from other libraries, the first to go back on top. */
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
    borrowed.column('text', 'state', { en: 'State', es: 'Estado' }, ({ isOut, dueAt, zone }, { saying }) => {
      if (dueAt === null) return { words: isOut ? { en: 'checked out', es: 'prestado' } : { en: 'here', es: 'aquí' } };
      const due = sayDue(saying.language, { dueAt, grain: 'day', zone }, saying.now);
      return { words: { en: 'checked out until {due}', es: 'prestado hasta {due}' }, params: { due } };
    }),
    borrowed.column('text', 'request', { en: 'Request', es: 'Solicitud' }, ({ request }) => request),
  ],
  order: (a, b) => a.lenderDueAt - b.lenderDueAt || inOrder(a.barcode, b.barcode),
  state: ({ lenderDueAt, dueAt }, { saying }) => {
    if (lenderDueAt <= saying.now) return 'overdue';
    const isLentPast = dueAt !== null && dueAt > lenderDueAt;
    return isLentPast || lenderDueAt <= saying.now + LENDER_SOON_MS ? 'attention' : 'plain';
  },
  acts: [
    {
      act: 'editItem',
      key: 'D',
      label: { en: 'Lender’s date', es: 'Fecha de la otra biblioteca' },
      asks: 'date',
      offered: () => true,
    },
    {
      act: 'lendInside',
      key: 'B',
      label: { en: 'Library only: on/off', es: 'Solo en sala: sí/no' },
      offered: () => true,
    },
    {
      act: 'lendOnce',
      key: 'N',
      label: { en: 'No renewal: on/off', es: 'Sin renovación: sí/no' },
      offered: () => true,
    },
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
  items: readonly { readonly item: Item; readonly loan: Loan | null }[],
  { branch, zone }: LookingFrom & { readonly branch: BranchId | null },
): BorrowedRow[] {
  return items.flatMap(({ item, loan }) => {
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
        lenderTerms: termsWord(terms),
        isOut: item.state.loan !== null,
        dueAt: loan?.dueAt ?? null,
        branchName: source.branchName(item.home),
      },
    ];
  });
}

/** The conditions of a lender in one word. */
function termsWord({
  inBuilding,
  noRenewal,
}: Pick<BorrowedRow, 'inBuilding' | 'noRenewal'>): BorrowedRow['lenderTerms'] {
  if (inBuilding) return noRenewal ? 'inside-once' : 'inside';
  return noRenewal ? 'once' : 'none';
}

export const LentRowSchema = z.object({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  /** The library that has it: the name of its account here. */
  library: z.string(),
  card: z.string(),
  outAt: InstantSchema,
  dueAt: InstantSchema,
  zone: z.string(),
  branchName: z.string(),
});
export type LentRow = z.infer<typeof LentRowSchema>;

const lent = columnsOf<LentRow>();

/** Copies of this library that other libraries have, by library, the first due on top. */
export const lentItems = defineList({
  name: 'ill-lent',
  words: { en: 'ILL: lent', es: 'Interbibliotecario: enviado' },
  empty: { en: 'No other library has anything of ours.', es: 'Ninguna otra biblioteca tiene nada nuestro.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: LentRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    lent.column('text', 'due', { en: 'Due back', es: 'Vence' }, ({ dueAt, zone }, { saying }) =>
      sayDue(saying.language, { dueAt, grain: 'day', zone }, saying.now),
    ),
    titleColumn,
    barcodeColumn,
    lent.column('text', 'library', { en: 'Library', es: 'Biblioteca' }, ({ library }) => library),
    lent.moment('out', { en: 'Lent', es: 'Prestado' }, ({ outAt }) => outAt),
    lent.column('text', 'branch', { en: 'Lent at', es: 'Prestado en' }, ({ branchName }) => branchName),
  ],
  order: (a, b) => inOrder(a.library, b.library) || a.dueAt - b.dueAt || inOrder(a.barcode, b.barcode),
  group: ({ library }) => library,
  state: ({ dueAt }, { saying }) => (dueAt <= saying.now ? 'overdue' : 'plain'),
  acts: [
    { act: 'renew', key: 'R', label: { en: 'Renew', es: 'Renovar' }, offered: () => true },
    { act: 'checkin', key: 'A', label: { en: 'Came back', es: 'Regresó' }, offered: () => true },
  ],
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** Whether an account stands for another library. */
export function isLibraryAccount({ groupName }: Pick<Patron, 'groupName'>, { libraryGroups = [] }: UseTerms): boolean {
  return libraryGroups.includes(groupName);
}

/** Loans to other libraries that a branch made, or the whole library. */
export function lentRows(
  source: Pick<RowSource, 'item' | 'title' | 'branch' | 'branchName'>,
  loans: readonly { readonly loan: Loan; readonly patron: Patron }[],
  { branch, zone }: LookingFrom & { readonly branch: BranchId | null },
): LentRow[] {
  return loans.flatMap(({ loan, patron }) => {
    const item = loan.state === 'closed' ? null : source.item(loan.itemId);
    if (item === null) return [];
    const lender = loan.branch ?? item.home;
    if (branch !== null && lender !== branch) return [];
    const title = source.title(item.titleId);
    const card = cardOf(patron);
    return [
      {
        itemId: item.id,
        titleId: item.titleId,
        title: title?.title ?? item.barcode,
        author: title?.author ?? null,
        barcode: item.barcode,
        library: sortName(patron.name, card),
        card,
        outAt: loan.outAt,
        dueAt: loan.dueAt,
        zone: source.branch(lender)?.zone ?? zone,
        branchName: source.branchName(lender),
      },
    ];
  });
}
