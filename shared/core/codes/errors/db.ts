// Errors of the area DB. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const DB_ERRORS = {} as const satisfies Readonly<Record<`HF-DB-${number}`, ErrorEntry>>;
