// Kinds in use: a sample gives the frequent ones, and the index every item type.

import { itemKinds, itemTypes } from '../../../../db/replica/queries/kinds.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testReplica } from '../support/test-replica.ts';
import { itemRow, put } from '../support/test-rows.ts';

const path = tempDir();

/** Books, of which one has another type. Every second row is in the sample. */
const books = (many: number, rare: { readonly at: number; readonly kind: string | null }) =>
  Array.from({ length: many }, (_, index) => {
    const id = `i${String(index).padStart(5, '0')}`;
    return put('item', id, itemRow(id, { kind: index === rare.at ? rare.kind : 'book' }));
  });

test('an item type of one copy among thousands is told, which the sample passes over', () => {
  const { reader } = testReplica(path('rare'), books(4_000, { at: 1_001, kind: 'laptop' }));
  expect(itemTypes(reader)).toEqual(['book', 'laptop']);
  expect(itemKinds(reader).map(({ kind }) => kind)).toEqual(['book']);
});

test('more item types than a sample would list are all told, and copies without one give none', () => {
  const types = Array.from({ length: 60 }, (_, index) => `type ${String(index).padStart(2, '0')}`);
  const typed = types.map((kind) => put('item', kind, itemRow(kind, { kind })));
  const { reader } = testReplica(path('many'), [...typed, ...books(2, { at: 0, kind: null })]);
  expect(itemTypes(reader)).toEqual(['book', ...types]);
});

test('a library without copies has no item types', () => {
  expect(itemTypes(testReplica(path('none'), []).reader)).toEqual([]);
});

test('a piece that is lent by number is no kind of item to practice with', () => {
  const piece = itemRow('piece', { kind: 'laptop', barcode: 'UC-LAPTOP-DESK01-1' });
  expect(itemKinds(testReplica(path('piece'), [put('item', 'piece', piece)]).reader)).toEqual([]);
  const { reader } = testReplica(path('beside'), [put('item', 'piece', piece), ...books(3, { at: 9, kind: null })]);
  expect(itemKinds(reader).map(({ kind }) => kind)).toEqual(['book']);
});
