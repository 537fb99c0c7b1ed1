// Errors of the area SYNC. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const SYNC_ERRORS = {} as const satisfies Readonly<Record<`HF-SYNC-${number}`, ErrorEntry>>;
