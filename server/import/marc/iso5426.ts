// ISO 5426 to Unicode: the extended Latin set of UNIMARC records (registered as ISO-IR 53). ASCII stands below, the set above 0xA0.

const FIRST_SIGN = 0x20;
const LAST_ASCII = 0x7f;
const FIRST_UPPER = 0xa0;
const ESCAPE = 0x1b;
const UNKNOWN = '\ufffd';

/** From 0xA1 on; a space where the set has no sign. */
const SIGNS = ['¡„£$¥†§′‘“«♭©℗®', 'ʻʼ‚   ‡·″’”»♯ʹʺ¿'].join('');
/** From 0xC0 on. Marks stand before their letter; in Unicode after it. */
const MARKS = [
  '\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030a\u0315\u0312\u030b\u031b\u030c',
  '\u0327\u031c\u0326\u0328\u0325\u032e\u0323\u0324\u0332\u0333\u0329\u032d \ufe20\ufe21\ufe23',
].join('');
/** From 0xE0 on. */
const LETTERS = [' ÆĐ   Ĳ ŁØŒ Þ   ', ' æđð ıĳ łøœßþ   '].join('');

const FIRST_MARK = 0xc0;
const FIRST_LETTER = 0xe0;

/** Names of the sets of this file, after the signs that put a set below or above: ASCII, and ISO 5426. */
const READ = { below: ['B', '@'], above: ['P'] } as const;
const BELOW = /^\$?[(,]|^\$[^)-]/;
const ABOVE = /^\$?[)-]/;

type Half = keyof typeof READ;

/** Text of bytes in ISO 5426. Signs of other sets, which an escape names, are not read: each byte is U+FFFD until the set is one of these again. */
export function readIso5426(bytes: Uint8Array): string {
  let text = '';
  let marks = '';
  const isOther = { below: false, above: false };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESCAPE) {
      const last = lastOfEscape(bytes, at);
      const named = setOf(bytes, at, last);
      if (named !== null) isOther[named.half] = named.isOther;
      at = last;
      continue;
    }
    // Controls, and the two signs around a part that is not sorted by.
    if (byte < FIRST_SIGN || (byte > LAST_ASCII && byte <= FIRST_UPPER)) continue;
    const isUnread = byte !== FIRST_SIGN && isOther[byte > LAST_ASCII ? 'above' : 'below'];
    const sign = isUnread ? UNKNOWN : signOf(byte);
    if (byte >= FIRST_MARK && byte < FIRST_LETTER && sign !== UNKNOWN) marks += sign;
    else {
      text += sign + marks;
      marks = '';
    }
  }
  return (text + marks).normalize('NFC');
}

/** Whether an escape names a set that is not read. */
export function namesOtherSet(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(ESCAPE); at !== -1; at = bytes.indexOf(ESCAPE, at + 1))
    if (setOf(bytes, at, lastOfEscape(bytes, at))?.isOther === true) return true;
  return false;
}

/** The half that an escape gives another set; null = it names none. */
function setOf(bytes: Uint8Array, at: number, last: number): { readonly half: Half; readonly isOther: boolean } | null {
  const name = String.fromCodePoint(...bytes.subarray(at + 1, last + 1));
  const half = BELOW.test(name) ? 'below' : ABOVE.test(name) ? 'above' : null;
  if (half === null) return null;
  const read: readonly string[] = READ[half];
  return { half, isOther: name.startsWith('$') || !read.includes(name.slice(1)) };
}

function signOf(byte: number): string {
  if (byte <= LAST_ASCII) return String.fromCodePoint(byte);
  const sign =
    byte < FIRST_MARK
      ? SIGNS[byte - FIRST_UPPER - 1]
      : byte < FIRST_LETTER
        ? MARKS[byte - FIRST_MARK]
        : LETTERS[byte - FIRST_LETTER];
  return sign === undefined || sign === ' ' ? UNKNOWN : sign;
}

/** The place of its last byte: signs of 0x20 to 0x2F may stand between. */
function lastOfEscape(bytes: Uint8Array, at: number): number {
  let last = at + 1;
  while ((bytes[last] ?? 0) >= 0x20 && (bytes[last] ?? 0) <= 0x2f) last += 1;
  return last;
}
