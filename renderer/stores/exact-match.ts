// The row of a search that is chosen at first: the sole exact match, and no other. Enter must not open a person who only came first.

import { foldText } from '../../shared/core/fold-text.ts';
import type { ItemSummary } from '../../shared/views/item.ts';
import type { PatronSummary } from '../../shared/views/patron.ts';

/** Fewer last digits are those of too many numbers. */
const LEAST_END = 4;

/** The row, patrons before items; null when no row or more than one matches exactly. */
export function soleExactRow(
  text: string,
  { patrons, items }: { readonly patrons: readonly PatronSummary[]; readonly items: readonly ItemSummary[] },
): number | null {
  const rows = [
    ...patrons.map(({ card, otherCard, name }) => isExact(text, otherCard ?? card, name)),
    ...items.map(({ barcode, title }) => isExact(text, barcode, title)),
  ];
  const first = rows.indexOf(true);
  return first === rows.lastIndexOf(true) && first >= 0 ? first : null;
}

function isExact(text: string, number: string, name: string): boolean {
  const typed = foldText(text);
  return isNumber(text, number) || (typed !== '' && foldText(name) === typed);
}

/** Whether a text is a number, or enough of its last digits. */
export function isNumber(text: string, number: string): boolean {
  const code = foldText(text).replaceAll(' ', '');
  const isEnd = code.length >= LEAST_END && /\d/.test(code) && foldText(number).endsWith(code);
  return code !== '' && (isEnd || foldText(number) === code);
}
