// Cases of the text of ordered rules.

import type { Operations } from '../vector-case.ts';

export const rulesTextOperations: Operations = {};
