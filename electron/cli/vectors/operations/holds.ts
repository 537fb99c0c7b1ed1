// Cases of holds.

import type { Operations } from '../vector-case.ts';

export const holdsOperations: Operations = {};
