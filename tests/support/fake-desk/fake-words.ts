// What the fake desk says in two languages.

import type { FakeContext } from './fake-desk.ts';

/** A sentence in the language of the fake desk. */
export function spoken({ state }: FakeContext, english: string, spanish: string): string {
  return state.language === 'es' ? spanish : english;
}
