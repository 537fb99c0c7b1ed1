// GET /v1/patrons?card=: a card of another system, asked for while online. Answering adds the desk's system to the patron's scopes,
// so that the rows arrive on the feed as well.

import { z } from 'zod';
import { PatronSchema } from '../circ/model/patron.ts';

export const PatronLookupResponseSchema = z.object({ patron: PatronSchema.nullable() });
export type PatronLookupResponse = z.infer<typeof PatronLookupResponseSchema>;

/** How long a desk waits for it. */
export const PATRON_LOOKUP_MS = 1_000;
