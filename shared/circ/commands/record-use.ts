// The command `recordUse`: an item was used in the house and lent to nobody, so many times. It changes nothing but what is counted.

import { z } from 'zod';
import { ItemIdSchema } from '../../core/ids.ts';
import type { Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

/** A shelf of one title that lay on the tables is no more than this. */
export const MOST_USES = 100;

export const RecordUseArgsSchema = z.object({
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  count: z.int().min(1).max(MOST_USES),
});
export type RecordUseArgs = z.infer<typeof RecordUseArgsSchema>;

export const RecordUseToldSchema = z.object(toldDecision);
export type RecordUseTold = z.infer<typeof RecordUseToldSchema>;

/** Nothing for the folds: what is counted is read off the act itself. */
export function recordRecordUse(): Recorded[] {
  return [];
}
