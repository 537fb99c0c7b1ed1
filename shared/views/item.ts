// An item as the screen shows it.

import { z } from 'zod';
import { ItemIdSchema, TitleIdSchema } from '../core/ids.ts';
import { ItemBriefSchema } from './circulation.ts';

/** A row of a search. */
export const ItemSummarySchema = ItemBriefSchema.extend({ status: z.string(), statusText: z.string() });
export type ItemSummary = z.infer<typeof ItemSummarySchema>;

export const ItemViewSchema = ItemSummarySchema.extend({
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  homeName: z.string(),
  dueText: z.string().nullable(),
  holdCount: z.int(),
  pending: z.boolean(),
  /** For an item in question: whether this person may say who has it, and, if so, those who may have it, by card. */
  mayResolve: z.boolean(),
  candidates: z.array(z.object({ card: z.string(), name: z.string() })),
});
export type ItemView = z.infer<typeof ItemViewSchema>;

/** What a scanned or typed text turned out to be. */
export const ScanResolutionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patron'), card: z.string(), name: z.string() }),
  z.object({ kind: z.literal('item'), barcode: z.string(), title: z.string() }),
  z.object({
    kind: z.literal('unknown'),
    text: z.string(),
    /** What its shape suggests. `isbn`: the number of a book, which is on every copy of it and on no library's label. */
    looksLike: z.enum(['card', 'barcode', 'either', 'isbn', 'text']),
    /** Its check digit is wrong: probably misread. */
    looksMisread: z.boolean(),
  }),
]);
export type ScanResolution = z.infer<typeof ScanResolutionSchema>;
