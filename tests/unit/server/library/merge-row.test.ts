// Merging of a row that was imported, edited here, and is imported again.

import { mergeRow, type JsonRow } from '../../../../server/library/merge-row.ts';

const merge = (baseline: JsonRow, current: JsonRow, incoming: JsonRow, foreign: readonly string[] = []) =>
  mergeRow({ baseline, current, incoming, foreign });

describe('a row that is imported again', () => {
  test('takes what the source changed and keeps what was changed here', () => {
    const merged = merge(
      { name: 'Ann', phone: '1', home: 'A' },
      { name: 'Ann', phone: '2', home: 'A' },
      { name: 'Anne', phone: '1', home: 'A' },
    );
    expect(merged).toEqual({ row: { name: 'Anne', phone: '2', home: 'A' }, editedHere: [] });
  });

  test('keeps a field that both changed, and names it', () => {
    expect(merge({ phone: '1' }, { phone: '2' }, { phone: '3' })).toEqual({
      row: { phone: '2' },
      editedHere: ['phone'],
    });
  });

  test('is at one when both changed a field alike', () => {
    expect(merge({ phone: '1' }, { phone: '3' }, { phone: '3' })).toEqual({ row: { phone: '3' }, editedHere: [] });
  });

  test('leaves fields alone that are not the source’s to change', () => {
    expect(merge({ state: 'in' }, { state: 'out' }, { state: 'lost' }, ['state'])).toEqual({
      row: { state: 'out' },
      editedHere: [],
    });
  });

  test('compares lists and objects by what they say, not by the order of their fields', () => {
    const name = { given: 'Ann', family: 'Lee' };
    expect(merge({ name }, { name: { family: 'Lee', given: 'Ann' } }, { name: { ...name, given: 'Anne' } })).toEqual({
      row: { name: { given: 'Anne', family: 'Lee' } },
      editedHere: [],
    });
  });

  test('gets fields that it did not have before', () => {
    expect(merge({}, { a: 1 }, { a: 1, b: 2 })).toEqual({ row: { a: 1, b: 2 }, editedHere: [] });
  });

  test('keeps blocks set here, lets blocks lifted here stay lifted, and follows the source with its own', () => {
    const block = (id: string, label = id) => ({ id, label });
    const merged = merge(
      { blocks: [block('kept'), block('lifted'), block('gone'), block('renamed')] },
      { blocks: [block('kept'), block('gone'), block('renamed'), block('here')] },
      { blocks: [block('kept'), block('lifted'), block('renamed', 'other words'), block('new')] },
    );
    expect(merged).toEqual({
      row: { blocks: [block('kept'), block('renamed', 'other words'), block('here'), block('new')] },
      editedHere: [],
    });
  });
});
