// The class of a call number: of Library of Congress its letter, of Dewey its hundred. Local prefixes (REF, DVD, J) before it are passed over;
// a call number of neither scheme has no class.

/** `lc:Q` or `dewey:500`. */
export type CallNumberClass = `lc:${string}` | `dewey:${string}`;

/** The class of a call number; null where it has none that is known. */
export function callNumberClass(callNumber: string): CallNumberClass | null {
  const words = callNumber.trim().toUpperCase().split(/\s+/);
  for (let at = 0; at < Math.min(words.length, MOST_PREFIXES + 1); at += 1) {
    const rest = words.slice(at).join(' ');
    const found = lcClass(rest) ?? deweyClass(rest);
    if (found !== null) return found;
    // Only words may stand before a class.
    if (/\d/.test(words[at] ?? '')) return null;
  }
  return null;
}

const MOST_PREFIXES = 2;

/** Two letters that Library of Congress has under each of its letters; K has almost any. */
const LC: Readonly<Record<string, string>> = {
  A: 'CEGIMNPSYZ',
  B: 'CDFHJLMPQRSTVX',
  C: 'BCDEJNRST',
  D: 'ABCDEFGHJKLPQRSTUX',
  E: '',
  F: '',
  G: 'ABCEFNRTV',
  H: 'ABCDEFGJMNQSTVX',
  J: 'ACFJKLNQSVXZ',
  K: 'BDEFGHIJKLMNOPQRSTUVWXYZ',
  L: 'ABCDEFGHJT',
  M: 'LT',
  N: 'ABCDEKX',
  P: 'ABCDEFGHJKLMNQRSTZ',
  Q: 'ABCDEHKLMPR',
  R: 'ABCDEFGJKLMSTVXZ',
  S: 'BDFHK',
  T: 'ACDEFGHJKLNPRSTX',
  U: 'ABCDEFGH',
  V: 'ABCDEFGKM',
  Z: 'A',
};
const LC_OF_THREE: ReadonlySet<string> = new Set(['DAW', 'DJK']);

/** `J 599.75 BON` is a children's book by Dewey: where Library of Congress writes a decimal, a cutter with its point follows. */
const DEWEY_AFTER_A_LETTER = /^[A-Z] \d{3}\.\d+(?: [A-Z]+)?$/;

function lcClass(text: string): CallNumberClass | null {
  if (DEWEY_AFTER_A_LETTER.test(text)) return null;
  const letters = /^([A-Z]{1,3}) ?\d{1,4}(?![\dA-Z-])/.exec(text)?.[1];
  if (letters === undefined) return null;
  const [first = '', second = ''] = letters;
  const below = LC[first];
  if (below === undefined) return null;
  const isKnown =
    letters.length === 1 ||
    (letters.length === 2 && below.includes(second)) ||
    (letters.length === 3 && (first === 'K' || LC_OF_THREE.has(letters)));
  return isKnown ? `lc:${first}` : null;
}

function deweyClass(text: string): CallNumberClass | null {
  const hundred = /^(\d)\d\d(?:\.\d+)?(?![\d/.-])/.exec(text)?.[1];
  return hundred === undefined ? null : `dewey:${hundred}00`;
}
