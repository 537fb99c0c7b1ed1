// The command `correctStartingCash`: the drawer of the shift began with another amount than was said as it was opened. What is expected of the drawer
// is reckoned from the corrected one from then on.

import { z } from 'zod';
import { ShiftIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { PiecesSchema } from '../model/shift.ts';
import type { Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const CorrectStartingCashArgsSchema = z.object({
  shiftId: ShiftIdSchema,
  pieces: z.array(PiecesSchema),
  /** Why it was another amount; never empty. */
  reason: z.string(),
});
export type CorrectStartingCashArgs = z.infer<typeof CorrectStartingCashArgsSchema>;

export const CorrectStartingCashToldSchema = z.object({
  ...toldDecision,
  startingCashMinor: MinorUnitsSchema.min(0),
  /** What it was until then; null: the shift had begun without a drawer. */
  wasMinor: MinorUnitsSchema.min(0).nullable(),
});
export type CorrectStartingCashTold = z.infer<typeof CorrectStartingCashToldSchema>;

/** Nothing for the folds. */
export function recordCorrectStartingCash(): Recorded[] {
  return [];
}
