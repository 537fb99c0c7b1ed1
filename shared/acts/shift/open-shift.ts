// `openShift`: a shift of the desk begins. Nothing waits for one; the acts that are made in it name it.

import { z } from 'zod';
import { ShiftIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { PiecesSchema } from '../../circ/model/shift.ts';
import { toldDecision } from '../../circ/told.ts';
import { OpenShiftInputSchema, ShiftViewSchema } from '../../views/shift.ts';
import { defineAct } from '../define-act.ts';

export const openShift = defineAct({
  name: 'openShift',
  args: z.object({
    /** Minted where it is opened. */
    shiftId: ShiftIdSchema,
    /** The starting cash, piece by piece; empty where only its total was given, or there is none. */
    pieces: z.array(PiecesSchema),
  }),
  told: z.object({
    ...toldDecision,
    /** The day that it counts for, on the clock of the branch, as `2026-01-05`. */
    serviceDay: z.iso.date(),
    /** Null: without a drawer. */
    startingCashMinor: MinorUnitsSchema.min(0).nullable(),
  }),
  method: {
    name: 'shift.open',
    input: OpenShiftInputSchema,
    output: ShiftViewSchema,
  },
  names: { shift: ['shiftId'] },
  timeline: 'none',
  // A shift without a drawer is for everyone.
  right: (_args, { startingCashMinor }) => (startingCashMinor === null ? null : 'handle-money'),
  words: { en: 'Shift opened', es: 'Turno abierto' },
  action: 'shift',
  keywords: { en: ['begin a shift', 'drawer'], es: ['abrir turno', 'caja'] },
  // Nothing for the folds: its shift reads it from the act itself.
  record: () => [],
});
