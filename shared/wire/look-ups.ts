// Cards and barcodes that a desk does not know, asked for one at a time while online. The rows come to the desk by the feed as well.

import { z } from 'zod';
import { PatronSchema } from '../circ/model/patron.ts';

/** How long a desk waits for an answer. */
export const LOOK_UP_MS = 1_000;

/** GET /v1/patrons?card=: answering adds the desk's system to the patron's scopes. */
export const PatronLookupResponseSchema = z.object({ patron: PatronSchema.nullable() });
export type PatronLookupResponse = z.infer<typeof PatronLookupResponseSchema>;

/** GET /v1/known-items?barcode=: a server that does not have this route answers 404, and the desk goes by its copy. */
export const ItemLookupResponseSchema = z.object({ isKnown: z.boolean() });
export type ItemLookupResponse = z.infer<typeof ItemLookupResponseSchema>;
