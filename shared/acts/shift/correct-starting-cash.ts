// `correctStartingCash`: the drawer of the shift began with another amount than was entered when it was opened. The expected amount of the drawer
// is computed from the corrected one from then on.

import { z } from 'zod';
import { ShiftIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { PiecesSchema } from '../../circ/model/shift.ts';
import { toldDecision } from '../../circ/told.ts';
import { CorrectStartingCashInputSchema, ShiftViewSchema } from '../../views/shift.ts';
import { defineAct } from '../define-act.ts';

export const correctStartingCash = defineAct({
  name: 'correctStartingCash',
  args: z.object({
    shiftId: ShiftIdSchema,
    pieces: z.array(PiecesSchema),
    /** Why it was another amount; never empty. */
    reason: z.string(),
  }),
  told: z.object({
    ...toldDecision,
    startingCashMinor: MinorUnitsSchema.min(0),
    /** The amount until then; null: the shift had begun without a drawer. */
    wasMinor: MinorUnitsSchema.min(0).nullable(),
  }),
  method: {
    name: 'shift.correct',
    input: CorrectStartingCashInputSchema,
    output: ShiftViewSchema,
  },
  names: { shift: ['shiftId'] },
  timeline: 'none',
  // Not the right to take payments alone: an amount that is corrected afterwards could make any drawer right.
  right: 'waive-fees',
  audit: true,
  words: { en: 'Starting cash corrected', es: 'Efectivo inicial corregido' },
  action: 'shift',
  keywords: { en: ['drawer', 'float'], es: ['efectivo inicial'] },
  // Nothing for the folds.
  record: () => [],
});
