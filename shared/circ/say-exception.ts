// What staff read of an exception, and what they tell the patron. The values were put in when it was raised.

import type { Words } from '../core/language.ts';
import { say, type Saying } from '../core/say.ts';
import { exceptionEntry } from './exception-table.ts';
import type { Exception } from './model/exception.ts';

/** Said of what is not kept as it was at the time of an act. */
const AS_OF_RECEIPT: Words = {
  en: 'This is as it stood when the act came in.',
  es: 'Es lo que constaba al llegar el acto.',
};

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
  const text =
    params['asOf'] === 'receipt' ? `${said(entry.text)} ${AS_OF_RECEIPT[saying.language]}` : said(entry.text);
  return { text, tellPatron: entry.tellPatron === null ? null : said(entry.tellPatron) };
}

function untitled(words: string): string {
  return words.replace('{title} ({barcode})', '{barcode}');
}
