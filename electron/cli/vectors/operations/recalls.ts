// Cases of recalls.

import type { Operations } from '../vector-case.ts';

export const recallsOperations: Operations = {};
