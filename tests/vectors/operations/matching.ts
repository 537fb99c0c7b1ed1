// Cases of matching: which row gives which value, what a row may hold, and whose library's row it is.

import { kohaMatchingOperations } from './koha-matching.ts';
import { weightedMatchOperations } from './weighted-match.ts';
import type { Operations } from '../vector-case.ts';

export const matchingOperations: Operations = { ...kohaMatchingOperations, ...weightedMatchOperations };
