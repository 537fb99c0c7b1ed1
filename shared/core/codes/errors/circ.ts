// Errors of the area CIRC. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const CIRC_ERRORS = {} as const satisfies Readonly<Record<`HF-CIRC-${number}`, ErrorEntry>>;
