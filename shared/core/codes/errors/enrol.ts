// Errors of the area ENROL. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const ENROL_ERRORS = {} as const satisfies Readonly<Record<`HF-ENROL-${number}`, ErrorEntry>>;
