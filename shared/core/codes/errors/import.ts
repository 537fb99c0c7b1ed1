// Errors of the area IMPORT. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const IMPORT_ERRORS = {} as const satisfies Readonly<Record<`HF-IMPORT-${number}`, ErrorEntry>>;
