// Errors of the area SERVER. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const SERVER_ERRORS = {} as const satisfies Readonly<Record<`HF-SERVER-${number}`, ErrorEntry>>;
