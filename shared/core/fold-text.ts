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

/** Lower case, without marks; punctuation becomes blanks, runs of blanks become one. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łđøðþßæœıħŧ]/gu, (letter) => undecomposed[letter] ?? letter)
    .replace(/[’']/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
