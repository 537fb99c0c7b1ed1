// The mark on every print and file of practice.

import type { Words } from './language.ts';

/** First on a slip, and in the head of a report. */
export const PRACTICE_MARK: Words = { en: 'PRACTICE: does not count', es: 'PRÁCTICA: no cuenta' };
