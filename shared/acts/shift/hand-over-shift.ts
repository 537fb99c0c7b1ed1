// `handOverShift`: the shift goes on with another person answering for it, its drawer counted in between or not.

import { z } from 'zod';
import { ShiftIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { PiecesSchema } from '../../circ/model/shift.ts';
import { toldDecision } from '../../circ/told.ts';
import { HandOverShiftInputSchema, ShiftViewSchema } from '../../views/shift.ts';
import { defineAct } from '../define-act.ts';

export const handOverShift = defineAct({
  name: 'handOverShift',
  args: z.object({
    shiftId: ShiftIdSchema,
    pieces: z.array(PiecesSchema),
    /** Why there is more or less in the drawer than there should be; empty where there is not. */
    reason: z.string(),
  }),
  told: z.object({
    ...toldDecision,
    /** The person who took it over, with their own PIN. */
    to: StaffIdSchema,
    countedMinor: MinorUnitsSchema.min(0).nullable(),
    /** The first count, before the comparison and the second count; absent where there was none. */
    firstCountedMinor: MinorUnitsSchema.min(0).optional(),
    expectedMinor: MinorUnitsSchema.nullable(),
  }),
  method: {
    name: 'shift.handOver',
    input: HandOverShiftInputSchema,
    output: ShiftViewSchema,
  },
  names: { shift: ['shiftId'] },
  timeline: 'none',
  // A shift without a drawer is for everyone.
  right: (_args, { expectedMinor }) => (expectedMinor === null ? null : 'handle-money'),
  words: { en: 'Shift handed over', es: 'Turno entregado' },
  action: 'shift',
  keywords: { en: ['change of shift'], es: ['entregar turno', 'entregar turno', 'cambio de turno'] },
  // Nothing for the folds.
  record: () => [],
});
