// The one form of cards and barcodes. Keyboards, spreadsheets and web pages write the same code in several ways: full-width digits, marks of direction,
// blanks and joiners of no width. Whoever takes a code from outside uses this: the bridge, imports, the wire and the server's own look-ups.

import { z } from 'zod';
import { isPlainAscii } from './fold-text.ts';

/** A code in its one form: compatible signs as one, without signs that have no width, without blanks around it. */
export function codeText(text: string): string {
  if (isPlainAscii(text)) return text.trim();
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')
    .trim();
}

/** A card or barcode that comes from outside. */
export const CodeSchema = z.string().overwrite(codeText).min(1).max(128);
