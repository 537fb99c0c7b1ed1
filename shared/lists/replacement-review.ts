// Copies searched for as often as the library does, or lost by their borrowers: the decision about each, and which are bought anew. A copy that is
// decided leaves the review: it is to be bought anew until it is withdrawn, or it is withdrawn.

import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import type { Item } from '../circ/model/item.ts';
import type { Loan } from '../circ/model/loan.ts';
import { marksOf } from '../circ/model/mark.ts';
import { coveredUses, type CoveredUses } from '../circ/model/use-counts.ts';
import { DAY_MS, type Instant } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import { say, type Saying } from '../core/say.ts';
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

const SOUGHT_NOWHERE = {
  en: 'Its borrower lost it: it is on no shelf.',
  es: 'La persona usuaria lo perdió: no está en ningún estante.',
};

/** Years whose loans weigh in a decision. */
const YEARS = 3;

/** A copy that was lost longer ago is reviewed no more: libraries keep such loans for years, and each has its own record. */
const LOST_WITHIN_MS = 365 * DAY_MS;

/** Losses from here on are reviewed. */
export function reviewedFrom(now: Instant): Instant {
  return now - LOST_WITHIN_MS;
}

const priceColumn = columns.column('money', 'price', { en: 'Price', es: 'Precio' }, ({ priceMinor }) => priceMinor);
const covered = ({ uses, usesBefore: before }: MissingRow, { now }: Saying): CoveredUses =>
  coveredUses({ uses, before }, now, YEARS);

const LOANS: Words = { en: 'Loans', es: 'Préstamos' };

/** The years that a count of loans covers. */
const YEARS_WORDS = {
  here: { en: 'since {since}', es: 'desde {since}' },
  before: { en: 'since {since}, {before} of them before the move', es: 'desde {since}, {before} antes del cambio' },
  always: { en: 'in all years, {before} of them before the move', es: 'en todos los años, {before} antes del cambio' },
} as const satisfies Readonly<Record<string, Words>>;

function yearsText({ since, before }: CoveredUses, saying: Saying): string {
  if (since === null) return say(saying, YEARS_WORDS.always, { before });
  return say(saying, before === 0 ? YEARS_WORDS.here : YEARS_WORDS.before, { since, before });
}

/** Files have the figure and its years each in a column; the screen has both in one. */
const usesColumns = [
  {
    ...columns.column('text', 'uses', LOANS, (row, { saying }) => {
      const uses = covered(row, saying);
      return uses.count === 0 ? '0' : `${uses.count} ${yearsText(uses, saying)}`;
    }),
    onScreenOnly: true,
  },
  { ...columns.column('count', 'uses', LOANS, (row, { saying }) => covered(row, saying).count), onPaperOnly: true },
  {
    ...columns.column('text', 'use_years', { en: 'Loans: which years', es: 'Préstamos: qué años' }, (row, { saying }) =>
      yearsText(covered(row, saying), saying),
    ),
    onPaperOnly: true,
  },
] as const;
const copiesColumn = columns.column(
  'count',
  'copies',
  { en: 'Other copies', es: 'Otros ejemplares' },
  ({ otherCopies }) => otherCopies,
);
const holdsColumn = columns.column('count', 'holds', { en: 'Holds', es: 'Reservas' }, ({ holds }) => holds);

const withdraw = {
  act: 'setMark',
  key: 'W',
  asks: 'sure',
  label: { en: 'Withdraw', es: 'Dar de baja' },
  offered: ({ what }: MissingRow) => what === 'missing' || what === 'lost' || ENDS_FIRST,
} as const;

const bill = {
  act: 'declareLost',
  key: 'B',
  asks: 'sure',
  label: { en: 'Bill the borrower', es: 'Cobrar al usuario' },
  offered: ({ what }: MissingRow) => {
    if (what === 'lost') return { en: 'It was billed as lost.', es: 'Ya se cobró como perdido.' };
    return what !== 'missing' || { en: 'Nobody has it on loan.', es: 'Nadie lo tiene en préstamo.' };
  },
} as const;

/** Copies that were looked for as often as the library does, with the facts for a decision. */
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
    ...usesColumns,
    copiesColumn,
    holdsColumn,
  ],
  order: (a, b) =>
    b.holds - a.holds ||
    a.otherCopies - b.otherCopies ||
    inShelfOrder(a.callNumber, b.callNumber) ||
    inOrder(a.barcode, b.barcode),
  state: () => 'attention',
  acts: [
    { act: 'checkin', key: 'F', asks: 'place', label: { en: 'Found', es: 'Encontrado' }, offered: () => true },
    {
      act: 'searchAgain',
      key: 'S',
      label: { en: 'Search again', es: 'Buscar de nuevo' },
      offered: ({ what }) => what !== 'lost' || SOUGHT_NOWHERE,
    },
    { act: 'replace', key: 'R', label: { en: 'Replace', es: 'Reponer' }, offered: () => true },
    withdraw,
    bill,
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Copies to buy anew: a file of them goes to acquisitions. A copy that is found leaves the list. */
export const toReplace = defineList({
  name: 'to-replace',
  words: { en: 'To replace: for acquisitions', es: 'Por reponer: para adquisiciones' },
  isOrdered: true,
  empty: { en: 'Nothing is to be bought anew.', es: 'No hay nada por reponer.' },
  of: 'branch',
  right: 'edit-items',
  work: { section: 'shelves', weight: null },
  row: MissingRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    { ...titleColumn, onScreenOnly: true },
    // In files each in a column of its own, as other systems have them.
    { ...columns.column('text', 'title', titleColumn.label, ({ title }) => title), onPaperOnly: true },
    { ...columns.column('text', 'author', { en: 'Author', es: 'Autor' }, ({ author }) => author), onPaperOnly: true },
    // The screen has no room for fields that only an order needs.
    { ...columns.column('text', 'isbn', { en: 'ISBN', es: 'ISBN' }, ({ isbn }) => isbn), onPaperOnly: true },
    {
      ...columns.column('text', 'published', { en: 'Year', es: 'Año' }, ({ published }) => published),
      onPaperOnly: true,
    },
    callNumberColumn,
    barcodeColumn,
    priceColumn,
    copiesColumn,
    holdsColumn,
    ...usesColumns,
    whyColumn,
    columns.moment('replaced', { en: 'Decided', es: 'Decidido' }, ({ replacedAt }) => replacedAt),
    {
      ...columns.column('text', 'branch', { en: 'For', es: 'Para' }, ({ branchName }) => branchName),
      onPaperOnly: true,
    },
  ],
  order: (a, b) => b.holds - a.holds || (a.replacedAt ?? 0) - (b.replacedAt ?? 0) || inOrder(a.barcode, b.barcode),
  acts: [
    { act: 'checkin', key: 'F', asks: 'place', label: { en: 'Found', es: 'Encontrado' }, offered: () => true },
    { act: 'searchAgain', key: 'S', label: { en: 'Search again', es: 'Buscar de nuevo' }, offered: () => true },
    withdraw,
    bill,
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

type AskedRows = Parameters<typeof missingRows>[1];
type LossTest = (loan: Loan, item: Item) => boolean;

/** Those of them that were looked for as often as the library does, and recent losses; without a decision yet. */
export function reviewRows(source: AwaySource, asked: AskedRows & { readonly now: Instant }): MissingRow[] {
  return [
    ...missingRows(source, asked).filter(({ nextAt, replacedAt }) => nextAt === null && replacedAt === null),
    ...lostRows(source, asked, lossToReview(asked.now)),
  ];
}

/** Those of which another copy is bought, however long ago they were lost. */
export function toReplaceRows(source: AwaySource, asked: AskedRows): MissingRow[] {
  return [
    ...missingRows(source, asked).filter(({ replacedAt }) => replacedAt !== null),
    ...lostRows(source, asked, isLossToReplace),
  ];
}

/** Whether a lost copy is to be reviewed. */
export function lossToReview(now: Instant): LossTest {
  const since = reviewedFrom(now);
  return (loan, item) =>
    isLossListed(loan, item) && item.state.replacedAt === undefined && (loan.lostAt === null || loan.lostAt >= since);
}

/** Whether another of a lost copy is bought. */
export function isLossToReplace(loan: Loan, item: Item): boolean {
  return isLossListed(loan, item) && item.state.replacedAt !== undefined;
}

/** One that is claimed is among the claims, and one that is withdrawn is on no list. */
function isLossListed({ state, claim }: Loan, item: Item): boolean {
  return state === 'lost' && claim === undefined && !marksOf(item).includes('withdrawn');
}

/** Copies that borrowers lost, at the branch where they belong. */
function lostRows(source: AwaySource, { branch, terms = {} }: AskedRows, isMeant: LossTest): MissingRow[] {
  return source.lostLoans().flatMap((loan) => {
    const item = source.item(loan.itemId);
    if (item === null || (branch !== null && item.home !== branch) || !isMeant(loan, item)) return [];
    const row = missingRow(source, item, { terms, since: loan.lostAt });
    return { ...row, what: 'lost' as const, loanId: loan.id, nextAt: null };
  });
}
