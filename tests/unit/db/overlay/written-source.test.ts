// Copies with the edits that are pending at a desk.

import { writtenSource } from '../../../../db/overlay/written-source.ts';
import { emptySource } from '../../../../db/overlay/overlay-source.ts';
import { itemId } from '../../../../shared/core/ids.ts';
import { headerOf, itemRow } from '../support/test-rows.ts';

/** The copy that is shown for a label, where edits gave labels to copies in this order. */
function shownFor(barcode: string, labels: readonly (readonly [copy: string, label: string])[]): string | undefined {
  const rows = new Map(labels.map(([copy]) => [itemId(copy), itemRow(copy)]));
  const itemWrites = new Map(
    labels.map(([copy, label], index) => [
      itemId(copy),
      [
        {
          kind: 'writeItem' as const,
          itemId: itemId(copy),
          fields: { barcode: label },
          header: headerOf(index, index),
        },
      ],
    ]),
  );
  const source = { ...emptySource, item: (id: string) => rows.get(itemId(id)) ?? null };
  return writtenSource(source, { itemWrites, titleWrites: new Map() }).itemByBarcode(barcode)?.id;
}

test('of two copies that were given one label the same is shown, whichever edit came first [I12]', () => {
  expect(
    shownFor('L2', [
      ['a', 'L2'],
      ['b', 'L2'],
    ]),
  ).toBe('a');
  expect(
    shownFor('L2', [
      ['b', 'L2'],
      ['a', 'L2'],
    ]),
  ).toBe('a');
});

test('the copy whose label has the letters as they were typed is shown before another', () => {
  expect(
    shownFor('L2', [
      ['a', 'l2'],
      ['b', 'L2'],
    ]),
  ).toBe('b');
  expect(
    shownFor('L2', [
      ['a', 'l2'],
      ['b', 'other'],
    ]),
  ).toBe('a');
});
