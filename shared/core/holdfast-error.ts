// The one error class. Narrow by code; the message has the event and the remedy.

import { ERRORS, type ErrorCode } from './codes/errors.ts';
import type { Language } from './language.ts';
import { say, type Params } from './say.ts';

/** An error that a person can act on. `data` is for programs and never holds patron data. */
export class HoldfastError extends Error {
  override readonly name = 'HoldfastError';
  readonly code: ErrorCode;
  readonly params: Params;

  constructor(code: ErrorCode, params: Params = {}, options: { cause?: unknown } = {}) {
    super(sayError(code, params, 'en'), options);
    this.code = code;
    this.params = params;
  }
}

/** "event; remedy" in the given language. */
export function sayError(code: ErrorCode, params: Params, language: Language): string {
  const saying = { language, now: 0 };
  const { what, todo } = ERRORS[code];
  return `${say(saying, what, params)}; ${say(saying, todo, params)}`;
}
