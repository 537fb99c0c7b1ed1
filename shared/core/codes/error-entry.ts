// The shape of one error: what happened and what to do, in both languages.

import type { Words } from '../language.ts';

export type ErrorEntry = { readonly what: Words; readonly todo: Words };

/** An entry from its four texts: what happened and what to do, English and Spanish. */
export function errorEntry(what: string, todo: string, spanish: { what: string; todo: string }): ErrorEntry {
  return { what: { en: what, es: spanish.what }, todo: { en: todo, es: spanish.todo } };
}
