// Copies that were looked for as often as the library does, or that their borrowers lost: what becomes of each, and which are bought anew.

import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import { lentInYears } from '../circ/model/use-counts.ts';
import {
  missingRow,
  missingRows,
  MissingRowSchema,
  seenColumn,
  whyColumn,
  type AwaySource,
  type MissingRow,
} from './away-items.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';

const columns = columnsOf<MissingRow>();

const ENDS_FIRST = {
  en: 'It is on loan: bill the borrower, or drop the claim.',
  es: 'Está en préstamo: cobre al usuario o retire la disputa.',
};

const LOST_IS_OUT = {
  en: 'It is on its borrower’s account as lost, and stays there.',
  es: 'Está en la cuenta del usuario como perdido, y ahí queda.',
};

/** Years whose loans weigh in a decision. */
const YEARS = 3;

const priceColumn = columns.column('money', 'price', { en: 'Price', es: 'Precio' }, ({ priceMinor }) => priceMinor);
const usesColumn = columns.column(
  'count',
  'uses',
  { en: 'Loans, 3 years', es: 'Préstamos, 3 años' },
  ({ uses }, { saying }) => lentInYears(uses, saying.now, YEARS),
);
const copiesColumn = columns.column(
  'count',
  'copies',
  { en: 'Other copies', es: 'Otros ejemplares' },
  ({ otherCopies }) => otherCopies,
);
const holdsColumn = columns.column('count', 'holds', { en: 'Holds', es: 'Reservas' }, ({ holds }) => holds);

/** Copies that were looked for as often as the library does, with what a decision needs; those that are to be bought anew stay until they are withdrawn. */
export const replacementReview = defineList({
  name: 'replacement-review',
  words: { en: 'Missing or lost: to review', es: 'Extraviados o perdidos por revisar' },
  empty: { en: 'Nothing to review.', es: 'No hay nada por revisar.' },
  of: 'branch',
  right: 'edit-items',
  work: { section: 'shelves', weight: 'today' },
  row: MissingRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    titleColumn,
    callNumberColumn,
    barcodeColumn,
    whyColumn,
    seenColumn,
    priceColumn,
    usesColumn,
    copiesColumn,
    holdsColumn,
    columns.moment('replaced', { en: 'To replace', es: 'Por reponer' }, ({ replacedAt }) => replacedAt),
  ],
  order: (a, b) =>
    b.holds - a.holds ||
    a.otherCopies - b.otherCopies ||
    inShelfOrder(a.callNumber, b.callNumber) ||
    inOrder(a.barcode, b.barcode),
  state: ({ replacedAt }) => (replacedAt === null ? 'attention' : 'plain'),
  acts: [
    { act: 'checkin', key: 'F', label: { en: 'Found', es: 'Encontrado' }, offered: () => true },
    { act: 'searchAgain', key: 'S', label: { en: 'Search again', es: 'Buscar de nuevo' }, offered: () => true },
    {
      act: 'replace',
      key: 'R',
      label: { en: 'Replace', es: 'Reponer' },
      offered: ({ replacedAt }) => replacedAt === null || { en: 'This is decided already.', es: 'Ya está decidido.' },
    },
    {
      act: 'setMark',
      key: 'W',
      asks: 'sure',
      label: { en: 'Withdraw', es: 'Dar de baja' },
      offered: ({ what }) => what === 'missing' || (what === 'lost' ? LOST_IS_OUT : ENDS_FIRST),
    },
    {
      act: 'declareLost',
      key: 'B',
      asks: 'sure',
      label: { en: 'Bill the borrower', es: 'Cobrar al usuario' },
      offered: ({ what }) => {
        if (what === 'lost') return { en: 'It was billed as lost.', es: 'Ya se cobró como perdido.' };
        return what !== 'missing' || { en: 'Nobody has it on loan.', es: 'Nadie lo tiene en préstamo.' };
      },
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** What another copy is bought of: a file of it goes to acquisitions. One that is found leaves the list. */
export const toReplace = defineList({
  name: 'to-replace',
  words: { en: 'To replace: for acquisitions', es: 'Por reponer: para adquisiciones' },
  empty: { en: 'Nothing is to be bought anew.', es: 'No hay nada por reponer.' },
  of: 'branch',
  right: 'edit-items',
  work: { section: 'shelves', weight: null },
  row: MissingRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    titleColumn,
    columns.column('text', 'isbn', { en: 'ISBN', es: 'ISBN' }, ({ isbn }) => isbn),
    columns.column('text', 'published', { en: 'Year', es: 'Año' }, ({ published }) => published),
    callNumberColumn,
    barcodeColumn,
    priceColumn,
    copiesColumn,
    holdsColumn,
    usesColumn,
    whyColumn,
    columns.moment('replaced', { en: 'Decided', es: 'Decidido' }, ({ replacedAt }) => replacedAt),
    columns.column('text', 'branch', { en: 'For', es: 'Para' }, ({ branchName }) => branchName),
  ],
  order: (a, b) => b.holds - a.holds || (a.replacedAt ?? 0) - (b.replacedAt ?? 0) || inOrder(a.barcode, b.barcode),
  acts: [
    { act: 'checkin', key: 'F', label: { en: 'Found', es: 'Encontrado' }, offered: () => true },
    { act: 'searchAgain', key: 'S', label: { en: 'Search again', es: 'Buscar de nuevo' }, offered: () => true },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

type AskedRows = Parameters<typeof missingRows>[1];

/** Those of them that were looked for as often as the library does, or that are to be bought anew; and what was lost, which nobody looks for. */
export function reviewRows(source: AwaySource, asked: AskedRows): MissingRow[] {
  const sought = missingRows(source, asked).filter(({ nextAt, replacedAt }) => nextAt === null || replacedAt !== null);
  const known = new Set(sought.map(({ itemId }) => itemId));
  return [...sought, ...lostRows(source, asked).filter(({ itemId }) => !known.has(itemId))];
}

/** Those of which another copy is bought. */
export function toReplaceRows(source: AwaySource, asked: AskedRows): MissingRow[] {
  return reviewRows(source, asked).filter(({ replacedAt }) => replacedAt !== null);
}

/** Copies that borrowers lost, at the branch where they belong. One that is claimed is among the claims. */
function lostRows(source: AwaySource, { branch, terms = {} }: AskedRows): MissingRow[] {
  return source.lostLoans().flatMap(({ id: loanId, itemId, lostAt, claim }) => {
    const item = source.item(itemId);
    if (item === null || claim !== undefined || (branch !== null && item.home !== branch)) return [];
    return { ...missingRow(source, item, { terms, since: lostAt }), what: 'lost' as const, loanId, nextAt: null };
  });
}
