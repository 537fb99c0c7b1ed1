// Lists that are walked along the shelves stand in shelf order, which is not that of the text.

import { branchId, exceptionId, holdId, itemId, patronId, titleId } from '../../../../shared/core/ids.ts';
import { missingItems, type MissingRow } from '../../../../shared/lists/away-items.ts';
import { exceptionList, type ExceptionRow } from '../../../../shared/lists/exceptions.ts';
import { pullListDefinition, type HoldRow } from '../../../../shared/lists/holds.ts';
import { titleItems, type CopyRow } from '../../../../shared/lists/title-lists.ts';

/** As they stand: decimals before cutters, .C275 before .C37, v.2 before v.10. */
const shelf = [
  'QA76 .Z9',
  'QA76.5 .C275 2001',
  'QA76.5 .C37 1999',
  'QA76.5 .C37 1999 v.2',
  'QA76.5 .C37 1999 v.10',
  'QA76.73 .P98',
  'QA76.9 .A1',
];

const copy = {
  itemId: itemId('I1'),
  titleId: titleId('T1'),
  title: 'One',
  author: null,
  barcode: '1',
  location: null,
};
const held = {
  ...copy,
  holdId: holdId('H1'),
  patronId: patronId('P1'),
  state: 'waiting',
  position: null,
  placedAt: 0,
  shelfUntil: null,
  pickup: branchId('B1'),
  pickupName: 'One',
  card: '',
  label: '',
  suspended: false,
  dueToExpire: false,
  pending: false,
  soughtAt: null,
  next: null,
  afterwards: null,
  ended: null,
  toMark: 'missing',
} as const;
const neverSought = {
  soughtAt: null,
  searches: 0,
  ofSearches: 3,
  nextAt: 0,
  seen: null,
  replacedAt: null,
  priceMinor: null,
  otherCopies: 0,
  holds: 0,
};
const counted = { uses: {}, usesBefore: null, isbn: null, published: null, branchName: 'One' };
const missing = {
  ...copy,
  ...neverSought,
  ...counted,
  since: null,
  toMark: 'found',
  what: 'missing',
  loanId: null,
} as const;
const owned = { ...copy, status: 'available', branchName: 'One', kind: null, due: null, isOverdue: false };
const exception = {
  exceptionId: exceptionId('E1'),
  code: 'one',
  params: {},
  weight: 'today',
  group: 'other',
  at: 0,
  title: null,
  barcode: null,
  branchName: null,
  assigned: null,
} as const;

/** The shelf as the list puts it, from rows that came the other way round. */
function walked<R extends { readonly callNumber: string | null }>(
  row: (callNumber: string) => R,
  { order }: { readonly order: (a: R, b: R) => number },
): (string | null)[] {
  return shelf
    .toReversed()
    .map(row)
    .toSorted(order)
    .map(({ callNumber }) => callNumber);
}

test('the pull list', () => {
  expect(walked((callNumber): HoldRow => ({ ...held, callNumber }), pullListDefinition)).toEqual(shelf);
});

test('copies that are missing', () => {
  expect(walked((callNumber): MissingRow => ({ ...missing, callNumber }), missingItems)).toEqual(shelf);
});

test('the copies of a title', () => {
  expect(walked((callNumber): CopyRow => ({ ...owned, callNumber }), titleItems)).toEqual(shelf);
});

test('exceptions of one group', () => {
  expect(walked((callNumber): ExceptionRow => ({ ...exception, callNumber }), exceptionList)).toEqual(shelf);
});
