// `closeShift`: a shift of the desk ends. It records the count and the people who counted, the expected amount, and the totals of the
// shift, so that the figures of a shift outlive the personal values of its acts.

import { z } from 'zod';
import { ShiftIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { MethodMoneySchema, PiecesSchema, PresenceSchema, SlipRangeSchema } from '../../circ/model/shift.ts';
import { toldDecision } from '../../circ/told.ts';
import { CloseShiftInputSchema, ShiftViewSchema } from '../../views/shift.ts';
import { defineAct } from '../define-act.ts';

export const closeShift = defineAct({
  name: 'closeShift',
  args: z.object({
    shiftId: ShiftIdSchema,
    /** The drawer, piece by piece; empty where only its total was given. */
    pieces: z.array(PiecesSchema),
    /** Why there is more or less than there should be; empty where there is not. */
    reason: z.string(),
  }),
  told: z.object({
    ...toldDecision,
    /** Null: it was not counted. */
    countedMinor: MinorUnitsSchema.min(0).nullable(),
    /** The first count, before the comparison and the second count; absent where there was none. */
    firstCountedMinor: MinorUnitsSchema.min(0).optional(),
    /** The second person who counted, with their own PIN; null: the person who closed it was alone. */
    second: StaffIdSchema.nullable(),
    /** Null: there was no drawer. */
    expectedMinor: MinorUnitsSchema.nullable(),
    money: z.array(MethodMoneySchema),
    slips: SlipRangeSchema.nullable(),
    people: z.array(PresenceSchema),
  }),
  method: {
    name: 'shift.close',
    input: CloseShiftInputSchema,
    output: ShiftViewSchema,
  },
  names: { shift: ['shiftId'] },
  timeline: 'none',
  // A shift without a drawer is for everyone, so that it can always be closed.
  right: (_args, { expectedMinor }) => (expectedMinor === null ? null : 'handle-money'),
  words: { en: 'Shift closed', es: 'Turno cerrado' },
  action: 'shift',
  keywords: { en: ['end a shift', 'count the drawer'], es: ['cerrar turno', 'arqueo'] },
  // Nothing for the folds.
  record: () => [],
});
