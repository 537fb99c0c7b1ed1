// Which scanned text belongs to which id: used by a desk while its copy has no row for an id.

import { hintBook } from '../../../../db/overlay/hint-book.ts';

test("the card of a loan is its patron's, or the proxy's who carried it", () => {
  const book = hintBook();
  const own = { patronId: 'P1', itemId: 'X1', card: 'card-1', barcode: 'b-1' };
  const carried = { patronId: 'P3', itemId: 'X3', card: 'card-6', carriedBy: 'P6', barcode: 'b-3' };
  expect(book.add(own)).toEqual(['X1', 'P1']);
  expect(book.add(carried)).toEqual(['X3', 'P6']);
  expect(['P1', 'P6', 'P3'].map(book.textOf)).toEqual(['card-1', 'card-6', null]);
  book.remove(carried);
  expect(book.takeForgotten()).toEqual(['X3', 'P6']);
});
