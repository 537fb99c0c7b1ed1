// Characters as slip printers know them: one byte each, by the code page that the printer is told to use.

/** Code pages that nearly every slip printer has, with the number that chooses them (ESC t). Both have the Spanish letters. */
export const CODE_PAGES = {
  pc850: {
    number: 2,
    upper:
      'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  },
  wpc1252: {
    number: 16,
    upper:
      '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  },
} as const;

export type CodePage = keyof typeof CODE_PAGES;

const QUESTION_MARK = 0x3f;

/** Signs of print that neither page has. */
const INSTEAD: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '•': '*',
  '€': 'EUR',
  '·': '-',
};

/** A text as it can be printed: characters of the page as they are, letters without their marks where it has only those, `?` for all others. */
export function asPrinted(text: string, page: CodePage): string {
  const has = (sign: string): boolean => byteOf(sign, page) !== null;
  return Array.from(text.normalize('NFC'), (sign) => {
    if (has(sign)) return sign;
    const bare = INSTEAD[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, '');
    return Array.from(bare, (other) => (has(other) ? other : '?')).join('');
  }).join('');
}

/** The bytes of a text, one for each sign of it as it can be printed. */
export function encodeText(text: string, page: CodePage): number[] {
  return Array.from(asPrinted(text, page), (sign) => byteOf(sign, page) ?? QUESTION_MARK);
}

function byteOf(sign: string, page: CodePage): number | null {
  const code = sign.codePointAt(0) ?? 0;
  // Bytes below 0x20 are commands.
  if (code >= 0x20 && code < 0x7f) return code;
  const place = code === 0xfffd ? -1 : CODE_PAGES[page].upper.indexOf(sign);
  return place === -1 ? null : 0x80 + place;
}
