// Which rows of Find anything are exactly what was typed, by their ids.

import { isNumber } from '../../stores/exact-match.ts';
import type { SearchState } from '../../stores/search-store.ts';

/** Rows of the patrons and items whose number it is. */
export function exactIds({ text, patrons, items }: SearchState): ReadonlySet<string> {
  return new Set([
    ...patrons.flatMap(({ card, otherCard }) => (isNumber(text, otherCard ?? card) ? [`patron-${card}`] : [])),
    ...items.flatMap(({ barcode }) => (isNumber(text, barcode) ? [`item-${barcode}`] : [])),
  ]);
}

/** The row of the sole exact match, counted in the order of the search. */
export function idOfSole({ patrons, items, selected }: SearchState): string | null {
  const at = selected ?? -1;
  const [patron, item] = [patrons[at], items[at - patrons.length]];
  if (patron !== undefined) return `patron-${patron.card}`;
  return item === undefined ? null : `item-${item.barcode}`;
}
