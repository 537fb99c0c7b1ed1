// Files of other offices as a person works them: the feeds with their runs, and one run with its changes.

import { z } from 'zod';
import { DataFeedsAskSchema, DataFeedsResponseSchema } from '../wire/data-feeds.ts';

export const DataFeedsViewSchema = DataFeedsResponseSchema;
export type DataFeedsView = z.infer<typeof DataFeedsViewSchema>;
/** An import by a command. */
export type ImportRunView = NonNullable<DataFeedsView['imports']>[number];

export const FeedShowInputSchema = z.object({ run: z.string().min(1).max(64) });

/** A decision, with the PIN of the person signed in. */
export const FeedWorkInputSchema = z.object({ ask: DataFeedsAskSchema, pin: z.string().min(1).max(64) });
/** Requests that decide about a run. */
export type FeedStepAsk = Exclude<z.infer<typeof DataFeedsAskSchema>, { readonly do: 'list' | 'show' }>;
