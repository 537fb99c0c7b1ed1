// Cases of checkout verdicts.

import type { Operations } from '../vector-case.ts';

export const checkoutOperations: Operations = {};
