// Errors of the area PATRON. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const PATRON_ERRORS = {} as const satisfies Readonly<Record<`HF-PATRON-${number}`, ErrorEntry>>;
