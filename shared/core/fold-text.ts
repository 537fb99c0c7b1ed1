// Folding of case and marks for search: "Łukasz" is found by "lukasz". The same at the desk and in the renderer.

// These letters do not decompose under Unicode normalization, so they are mapped by hand.
const undecomposed: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
};

/** Whether a text is of printable ASCII alone, as most codes, names and titles are: no mark and no letter of it needs a table. */
export function isPlainAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** Lower case, without marks; punctuation becomes blanks, runs of blanks become one. */
export function foldText(text: string): string {
  // A million rows are folded in one load.
  if (isPlainAscii(text))
    return text
      .toLowerCase()
      .replace(/'/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łđøðþßæœıħŧ]/gu, (letter) => undecomposed[letter] ?? letter)
    .replace(/[’']/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
