// Decisions on a copy that was searched for in vain.

import { z } from 'zod';

/** `sought`: it is looked for anew, from the first search on. `replaced`: another copy is bought. */
export const MissingDecisionSchema = z.enum(['sought', 'replaced']);
export type MissingDecision = z.infer<typeof MissingDecisionSchema>;
