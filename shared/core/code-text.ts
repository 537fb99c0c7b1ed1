// The one form of cards and barcodes. Keyboards, scanners, spreadsheets and web pages write the same code in several ways: full-width digits, marks of
// direction, blanks and joiners of no width, control characters before and behind. Codes from outside pass through here: at the bridge, in imports, on
// the wire and in the server's own look-ups.

import { z } from 'zod';
import { isPlainAscii } from './fold-text.ts';

/** A code in its one form: compatible signs as one, without signs that have no width, without blanks around it. The form of a form is itself. */
export function codeText(text: string): string {
  if (isPlainAscii(text)) return text.trim();
  // Characters without width first: one may stand between a letter and its mark.
  return text
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{Cc}/gu, insteadOf)
    .normalize('NFKC')
    .trim();
}

/** Blank controls become spaces. The character zero stays: the reader of the text refuses it. */
function insteadOf(sign: string): string {
  if (sign === '\u0000') return sign;
  return /\s/.test(sign) || sign === '\u0085' ? ' ' : '';
}

/** A card or barcode that comes from outside. */
export const CodeSchema = z.string().overwrite(codeText).min(1).max(128);
