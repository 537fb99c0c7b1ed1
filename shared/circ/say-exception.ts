// What staff read of an exception, and what they tell the patron. The values were put in when it was raised.

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
  return {
    text: say(saying, entry.text, params),
    tellPatron: entry.tellPatron === null ? null : say(saying, entry.tellPatron, params),
  };
}
