// The characters of machines: UTF-8, code page 850 of the first ones, or ASCII, where letters lose their accents.

import iconv from 'iconv-lite';
import type { Sip2Account } from '../../../shared/circ/model/sip2-account.ts';
import type { Sip2Writing } from '../../../shared/sip2/message.ts';

/** The form of an account's messages; before a machine signs in, only its checksums, if sent, are known to be right. */
export function writingOf(account: Pick<Sip2Account, 'encoding' | 'terminator' | 'errorDetection'>): Sip2Writing {
  const { encoding, terminator, errorDetection: detectsErrors } = account;
  const end = terminator === 'cr' ? '\r' : '\r\n';
  const name = encoding === 'ascii' ? 'latin1' : encoding;
  return {
    detectsErrors,
    terminator: end,
    decode: (bytes) => iconv.decode(Buffer.from(bytes), name),
    encode: (text) => iconv.encode(encoding === 'ascii' ? plainText(text) : text, name),
  };
}

function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\P{ASCII}/gu, '?');
}
