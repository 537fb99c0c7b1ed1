// Errors of the area AUTH. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const AUTH_ERRORS = {} as const satisfies Readonly<Record<`HF-AUTH-${number}`, ErrorEntry>>;
