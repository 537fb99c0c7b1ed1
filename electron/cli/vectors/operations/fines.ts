// Cases of fines and bans.

import type { Operations } from '../vector-case.ts';

export const finesOperations: Operations = {};
