// An entry of a trace in words, in the language asked for.

import { isTraceCode, TRACE_WORDS } from './codes/trace.ts';
import { say, type Params, type Saying } from './say.ts';

/** The words of an entry. A code of another version is said as it is. */
export function sayTrace(saying: Saying, entry: { readonly code: string; readonly params: Params }): string {
  return isTraceCode(entry.code) ? say(saying, TRACE_WORDS[entry.code], entry.params) : entry.code;
}
