// Folds call-number text to plain letters without changing its length, so that places in the folded text are places in the written one.

const beyondAscii = /[\u0080-\uffff]/;

/** The text with diacritics removed, one code unit for each of the composed text. */
export function plainLetters(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return text.normalize('NFC').replaceAll(/[\u0080-\uffff]/g, (sign) => sign.normalize('NFD').charAt(0) || sign);
}
