// Errors of the area UI. Codes are never reused.

import type { ErrorEntry } from '../error-entry.ts';

export const UI_ERRORS = {} as const satisfies Readonly<Record<`HF-UI-${number}`, ErrorEntry>>;
