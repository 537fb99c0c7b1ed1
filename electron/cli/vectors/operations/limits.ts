// Cases of limits on loans.

import type { Operations } from '../vector-case.ts';

export const limitsOperations: Operations = {};
