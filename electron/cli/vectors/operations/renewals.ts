// Cases of renewals.

import type { Operations } from '../vector-case.ts';

export const renewalsOperations: Operations = {};
