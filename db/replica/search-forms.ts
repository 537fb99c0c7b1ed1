// Forms in which codes and call numbers are stored for search. Typed queries are put into the same form.

import { foldText, isPlainAscii } from '../../shared/core/fold-text.ts';

/** A code from its end to its beginning: people read the last digits of a barcode or a card. */
export function backwards(code: string): string {
  if (!isPlainAscii(code)) return Array.from(code).toReversed().join('');
  let reversed = '';
  for (let index = code.length - 1; index >= 0; index -= 1) reversed += code.charAt(index);
  return reversed;
}

/** A call number with its letters and numbers apart, since labels and people part them differently: "tr808.56" and "TR 808 .56" are one. */
export function callNumberForm(callNumber: string): string {
  const folded = foldText(callNumber);
  return isPlainAscii(folded)
    ? folded.replace(/[a-z](?=\d)|\d(?=[a-z])/g, '$& ')
    : folded.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, ' ');
}
