// The shape of one error: the event and the remedy, in both languages.

import type { Words } from '../language.ts';

export type ErrorEntry = { readonly what: Words; readonly todo: Words };

/** An entry from its four texts: the event and the remedy, in English and Spanish. */
export function errorEntry(what: string, todo: string, spanish: { what: string; todo: string }): ErrorEntry {
  return { what: { en: what, es: spanish.what }, todo: { en: todo, es: spanish.todo } };
}
