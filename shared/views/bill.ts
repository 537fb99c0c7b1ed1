// Fees that go to another office in a file, as a person works them: the batches, and one with its lines.

import { z } from 'zod';
import { BillBatchIdSchema } from '../core/ids.ts';
import { BillsAskSchema, BillsResponseSchema } from '../wire/bills.ts';

export const BillsViewSchema = BillsResponseSchema.extend({
  /** Names of the patrons of the shown lines by card, as far as this desk has their accounts. The file has none. */
  names: z.record(z.string(), z.string()),
});
export type BillsView = z.infer<typeof BillsViewSchema>;

export const BillShowInputSchema = z.object({ batch: BillBatchIdSchema });

/** A step, with the PIN of the person signed in. */
export const BillWorkInputSchema = z.object({ ask: BillsAskSchema, pin: z.string().min(1).max(64) });
/** Requests that change a batch. */
export type BillStepAsk = Exclude<z.infer<typeof BillsAskSchema>, { readonly do: 'list' | 'show' }>;
