// Cases of due dates.

import type { Operations } from '../vector-case.ts';

export const dueOperations: Operations = {};
