// Why nothing is sent although the line is up, in words. Only the areas of errors that the server's refusals come from are in the page.

import type { ErrorEntry } from '../../shared/core/codes/error-entry.ts';
import { AUTH_ERRORS } from '../../shared/core/codes/errors/auth.ts';
import { ENROL_ERRORS } from '../../shared/core/codes/errors/enrol.ts';
import { SERVER_ERRORS } from '../../shared/core/codes/errors/server.ts';
import { SYNC_ERRORS } from '../../shared/core/codes/errors/sync.ts';
import type { Language } from '../../shared/core/language.ts';

const ENTRIES: Readonly<Record<string, ErrorEntry>> = {
  ...AUTH_ERRORS,
  ...ENROL_ERRORS,
  ...SERVER_ERRORS,
  ...SYNC_ERRORS,
};

/** "What happened. What to do."; null for a code without words here, or whose words need figures that the page does not have. */
export function problemWords(code: string, language: Language): string | null {
  const entry = Object.hasOwn(ENTRIES, code) ? ENTRIES[code] : undefined;
  if (entry === undefined) return null;
  const text = `${sentence(entry.what[language])} ${sentence(entry.todo[language])}`;
  return text.includes('{') ? null : text;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
