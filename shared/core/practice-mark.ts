// What stands on everything that leaves practice on paper or as a file.

import type { Words } from './language.ts';

/** First on a slip, and in the head of a report. */
export const PRACTICE_MARK: Words = { en: 'PRACTICE: does not count', es: 'PRÁCTICA: no cuenta' };
