// GET /v1/known-items?barcode=: a barcode that a desk does not know, asked for while online. Its rows come to the desk by the feed. A server that does not
// have this route answers 404, and the desk goes by its copy.

import { z } from 'zod';

export const ItemLookupResponseSchema = z.object({ isKnown: z.boolean() });
export type ItemLookupResponse = z.infer<typeof ItemLookupResponseSchema>;

/** How long a desk waits for it. */
export const ITEM_LOOKUP_MS = 1_000;
