// The command `handOverShift`: the shift goes on with another person answering for it, its drawer counted in between or not.

import { z } from 'zod';
import { ShiftIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { PiecesSchema } from '../model/shift.ts';
import type { Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const HandOverShiftArgsSchema = z.object({
  shiftId: ShiftIdSchema,
  pieces: z.array(PiecesSchema),
  /** Why there is more or less in the drawer than there should be; empty where there is not. */
  reason: z.string(),
});
export type HandOverShiftArgs = z.infer<typeof HandOverShiftArgsSchema>;

export const HandOverShiftToldSchema = z.object({
  ...toldDecision,
  /** Who took it over, with their own PIN. */
  to: StaffIdSchema,
  countedMinor: MinorUnitsSchema.min(0).nullable(),
  /** What was counted before it was compared and counted again; absent where it was not. */
  firstCountedMinor: MinorUnitsSchema.min(0).optional(),
  expectedMinor: MinorUnitsSchema.nullable(),
});
export type HandOverShiftTold = z.infer<typeof HandOverShiftToldSchema>;

/** Nothing for the folds. */
export function recordHandOverShift(): Recorded[] {
  return [];
}
