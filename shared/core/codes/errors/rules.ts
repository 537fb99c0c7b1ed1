// Errors of the area RULES. Codes are never reused.

import type { ErrorEntry } from '../error-entry.ts';

export const RULES_ERRORS = {} as const satisfies Readonly<Record<`HF-RULES-${number}`, ErrorEntry>>;
