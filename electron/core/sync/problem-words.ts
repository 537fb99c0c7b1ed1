// Why nothing is sent although the line is up, in words. Worded here, so that the page does not carry the texts of every error.

import { isErrorCode, ERRORS } from '../../../shared/core/codes/errors.ts';
import type { Words } from '../../../shared/core/language.ts';

/** The text of a code: what happened, and what to do. Null for a code unknown to this version, or one whose words need missing figures. */
export function problemWords(code: string | null): Words | null {
  if (code === null || !isErrorCode(code)) return null;
  const { what, todo } = ERRORS[code];
  const words = { en: `${sentence(what.en)} ${sentence(todo.en)}`, es: `${sentence(what.es)} ${sentence(todo.es)}` };
  return words.en.includes('{') ? null : words;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
