// Cases of matching: the row of each value, the values that a row may hold, and the library of the row.

import { kohaMatchingOperations } from './koha-matching.ts';
import { weightedMatchOperations } from './weighted-match.ts';
import type { Operations } from '../vector-case.ts';

export const matchingOperations: Operations = { ...kohaMatchingOperations, ...weightedMatchOperations };
