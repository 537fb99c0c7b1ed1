// The texts of an exception for staff, and for the patron. The values were put in when it was raised.

import type { Words } from '../core/language.ts';
import { say, type Params, type Saying } from '../core/say.ts';
import { exceptionEntry } from './exception-table.ts';
import type { Exception } from './model/exception.ts';
import { reservesWords } from './reserves-name.ts';
import { thereReason } from './there-reasons.ts';

/** Added for facts that are not kept as they were at the time of an act. */
const AS_OF_RECEIPT: Words = {
  en: 'This is how it stood when the transaction came in.',
  es: 'Así estaba cuando llegó la transacción.',
};

/** A text with its parameters, for any language. */
export type ExceptionMessage = { readonly words: Words; readonly params: Params };

/**
 * The message of an exception, in a library with this name for its course reserves; a code that this version does not know stands for itself. [I20]
 */
export function exceptionMessage(
  { code, params }: Pick<Exception, 'code' | 'params'>,
  reservesName: string | null = null,
): {
  readonly text: ExceptionMessage;
  readonly tellPatron: ExceptionMessage | null;
} {
  const entry = exceptionEntry(code);
  if (entry === null) return { text: { words: { en: code, es: code }, params: {} }, tellPatron: null };
  // An unknown item goes by its barcode, which is not written twice.
  const isUntitled = params['title'] === params['barcode'];
  const message = ({ en, es }: Words) => ({
    words: isUntitled ? { en: untitled(en), es: untitled(es) } : { en, es },
    params,
  });
  const { tellPatron } = entry;
  const text = withReserves(withReason(entry.text, params), reservesName);
  const late = params['asOf'] === 'receipt';
  return {
    text: message(late ? { en: `${text.en} ${AS_OF_RECEIPT.en}`, es: `${text.es} ${AS_OF_RECEIPT.es}` } : text),
    tellPatron: tellPatron === null ? null : message(tellPatron),
  };
}

/** The words of an exception in a language. */
export function sayException(
  saying: Saying,
  exception: Pick<Exception, 'code' | 'params'>,
  reservesName: string | null = null,
): { readonly text: string; readonly tellPatron: string | null } {
  const { text, tellPatron } = exceptionMessage(exception, reservesName);
  return {
    text: say(saying, text.words, text.params),
    tellPatron: tellPatron === null ? null : say(saying, tellPatron.words, tellPatron.params),
  };
}

/** Puts in why another system did not take it: the reason by its code, with the words of that system where it is not known. */
function withReason({ en, es }: Words, { why, words }: Params): Words {
  const reason = thereReason(why);
  if (reason === null) return { en, es };
  const quoted = words === undefined ? '' : ' (“{words}”)';
  return { en: en.replace('{why}', `${reason.en}${quoted}`), es: es.replace('{why}', `${reason.es}${quoted}`) };
}

const ON_RESERVE: Words = { en: 'course reserve', es: 'reserva de curso' };

/** Puts in the shelf of course reserves as the library calls it now, which is a setting and no fact of the exception. */
function withReserves({ en, es }: Words, reservesName: string | null): Words {
  const name = reservesWords(reservesName, ON_RESERVE);
  return { en: en.replace('{reserves}', () => name.en), es: es.replace('{reserves}', () => name.es) };
}

function untitled(words: string): string {
  return words.replace('{title} ({barcode})', '{barcode}');
}
