// Errors of the area CLI. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const CLI_ERRORS = {} as const satisfies Readonly<Record<`HF-CLI-${number}`, ErrorEntry>>;
