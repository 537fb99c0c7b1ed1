// MARC-8 to Unicode. The code tables are those of the package marc8; its decoder is not used, since it takes a string of bytes apart sign by
// sign, breaks off at the first code that it does not know, and needs a normalizer of its own.

/** Text of bytes in MARC-8. */
export type Marc8 = (bytes: Uint8Array) => string;

const ESCAPE = 0x1b;
const BASIC_LATIN = 0x42;
const EXTENDED_LATIN = 0x45;
const EAST_ASIAN = 0x31;
const LAST_ASCII = 0x7f;
const FIRST_SIGN = 0x20;
const FIRST_UPPER = 0xa0;
const UNKNOWN = 0xfffd;

/** Sets that one sign after the escape names: Greek symbols, subscripts, superscripts, and back to ASCII. */
const SHORT_SETS: ReadonlyMap<number, number> = new Map([
  [0x67, 0x67],
  [0x62, 0x62],
  [0x70, 0x70],
  [0x73, BASIC_LATIN],
]);

/** Signs for the half that the set goes to. */
const TO_G0: ReadonlySet<number> = new Set([0x28, 0x2c]);
const TO_G1: ReadonlySet<number> = new Set([0x29, 0x2d]);
const SEVERAL_BYTES = 0x24;

type Sets = { g0: number; g1: number };

/** Loads the tables and makes the decoder. */
export async function loadMarc8(): Promise<Marc8> {
  // @ts-expect-error: the package has no types.
  const tables: unknown = await import('marc8/lib/marc8_mapping.js');
  const { CODESETS } = parseTables(tables).default;
  return (bytes) => {
    const sets: Sets = { g0: BASIC_LATIN, g1: EXTENDED_LATIN };
    const codes: number[] = [];
    // Marks stand before the letter that they belong to; in Unicode after it.
    let marks: number[] = [];
    for (let at = 0; at < bytes.length;) {
      const byte = bytes[at] ?? 0;
      if (byte === ESCAPE) {
        at += readEscape(bytes, at, sets);
        continue;
      }
      const isWide = sets.g0 === EAST_ASIAN && byte <= LAST_ASCII && byte > FIRST_SIGN;
      const code = isWide ? (byte << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0) : byte;
      at += isWide ? 3 : 1;
      // Controls, and the two signs around a part that is not sorted by.
      if (byte < FIRST_SIGN || (byte > LAST_ASCII && byte < FIRST_UPPER)) continue;
      const set = CODESETS[byte > LAST_ASCII ? sets.g1 : sets.g0];
      const [sign, combines] = byte === FIRST_SIGN ? [FIRST_SIGN, 0] : (set?.[code] ?? [UNKNOWN, 0]);
      if (combines === 1) marks.push(sign);
      else {
        codes.push(sign, ...marks);
        marks = [];
      }
    }
    return String.fromCodePoint(...codes, ...marks).normalize('NFC');
  };
}

/** Unicode and whether it combines with the sign that follows, by the final byte of a set and the code in it. */
type CodeSets = Readonly<Record<number, Readonly<Record<number, readonly [sign: number, combines: 0 | 1]>>>>;

function parseTables(tables: unknown): { readonly default: { readonly CODESETS: CodeSets } } {
  return tables as { default: { CODESETS: CodeSets } };
}

/** Takes the set that an escape names; returns how many bytes it has. */
function readEscape(bytes: Uint8Array, at: number, sets: Sets): number {
  const first = bytes[at + 1] ?? 0;
  const short = SHORT_SETS.get(first);
  if (short !== undefined) {
    sets.g0 = short;
    return 2;
  }
  const isWide = first === SEVERAL_BYTES;
  const half = isWide ? (bytes[at + 2] ?? 0) : first;
  if (TO_G0.has(half)) {
    sets.g0 = bytes[at + (isWide ? 3 : 2)] ?? BASIC_LATIN;
    return isWide ? 4 : 3;
  }
  if (TO_G1.has(half)) {
    sets.g1 = bytes[at + (isWide ? 3 : 2)] ?? EXTENDED_LATIN;
    return isWide ? 4 : 3;
  }
  if (isWide) {
    sets.g0 = half;
    return 3;
  }
  return 1;
}
