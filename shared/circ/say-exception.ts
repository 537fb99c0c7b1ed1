// What staff read of an exception, and what they tell the patron. The values were put in when it was raised.

import type { Words } from '../core/language.ts';
import { say, type Saying } from '../core/say.ts';
import { exceptionEntry } from './exception-table.ts';
import type { Exception } from './model/exception.ts';

/** The words of an exception; a code that this version does not know stands for itself. [I20] */
export function sayException(
  saying: Saying,
  { code, params }: Pick<Exception, 'code' | 'params'>,
): { readonly text: string; readonly tellPatron: string | null } {
  const entry = exceptionEntry(code);
  if (entry === null) return { text: code, tellPatron: null };
  // A thing that nobody knows goes by its barcode, which is not said twice.
  const isUntitled = params['title'] === params['barcode'];
  const said = (words: Words): string =>
    say(saying, isUntitled ? { en: untitled(words.en), es: untitled(words.es) } : words, params);
  return { text: said(entry.text), tellPatron: entry.tellPatron === null ? null : said(entry.tellPatron) };
}

function untitled(words: string): string {
  return words.replace('{title} ({barcode})', '{barcode}');
}
