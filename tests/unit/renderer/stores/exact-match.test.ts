// Enter opens a person or an item without a choice only where the typed text is theirs alone.

import type { ItemSummary } from '../../../../shared/views/item.ts';
import type { PatronSummary } from '../../../../shared/views/patron.ts';
import { soleExactRow } from '../../../../renderer/stores/exact-match.ts';

const patron = (card: string, name: string) => ({ card, name }) as PatronSummary;
const item = (barcode: string, title: string) => ({ barcode, title }) as ItemSummary;
const PATRONS = [patron('21708000001708', 'IBARRA, Noemí'), patron('21310000002170', 'OKAFOR, Sade')];
const ITEMS = [item('31310000008812', 'Silent Spring')];

test.each([
  ['2170', 1],
  ['21310000002170', 1],
  ['1708', 0],
  ['170', null],
  ['okafor', null],
  ['Okafor, Sade', 1],
  ['ibarra,  noemi', 0],
  ['silent spring', 2],
  ['8812', 2],
  ['', null],
])('the choice for %j', (text, row) => {
  expect(soleExactRow(text, { patrons: PATRONS, items: ITEMS })).toBe(row);
});

test('two that end alike are chosen by a person', () => {
  const both = [...ITEMS, item('31310000092170', 'The Overstory')];
  expect(soleExactRow('2170', { patrons: PATRONS, items: both })).toBeNull();
});

test('the end of another card counts as the end of the one that is shown', () => {
  const both = [...PATRONS, { ...patron('29406654321708', 'KIM, Nicolás'), otherCard: '45432170' }];
  expect(soleExactRow('2170', { patrons: both, items: [] })).toBeNull();
  expect(soleExactRow('2170', { patrons: both.slice(2), items: [] })).toBe(0);
});
