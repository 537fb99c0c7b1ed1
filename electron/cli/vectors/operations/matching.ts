// Cases of matching: which row gives which value, and what a row may hold.

import type { Operations } from '../vector-case.ts';

export const matchingOperations: Operations = {};
