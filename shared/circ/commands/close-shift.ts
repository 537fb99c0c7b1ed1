// The command `closeShift`: a shift of the desk ends. It says what was counted and by whom, what should have been there, and what the shift
// came to, so that the figures of a shift outlive the personal values of its acts.

import { z } from 'zod';
import { ShiftIdSchema, StaffIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { MethodMoneySchema, PiecesSchema, PresenceSchema, SlipRangeSchema } from '../model/shift.ts';
import type { Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const CloseShiftArgsSchema = z.object({
  shiftId: ShiftIdSchema,
  /** The drawer, piece by piece; empty where only its total was given. */
  pieces: z.array(PiecesSchema),
  /** Why there is more or less than there should be; empty where there is not. */
  reason: z.string(),
});
export type CloseShiftArgs = z.infer<typeof CloseShiftArgsSchema>;

export const CloseShiftToldSchema = z.object({
  ...toldDecision,
  /** Null: nobody counted. */
  countedMinor: MinorUnitsSchema.min(0).nullable(),
  /** What was counted before it was compared and counted again; absent where it was not. */
  firstCountedMinor: MinorUnitsSchema.min(0).optional(),
  /** Who counted as well, with their own PIN; null: whoever closed it was alone. */
  second: StaffIdSchema.nullable(),
  /** Null: there was no drawer. */
  expectedMinor: MinorUnitsSchema.nullable(),
  money: z.array(MethodMoneySchema),
  slips: SlipRangeSchema.nullable(),
  people: z.array(PresenceSchema),
});
export type CloseShiftTold = z.infer<typeof CloseShiftToldSchema>;

/** Nothing for the folds. */
export function recordCloseShift(): Recorded[] {
  return [];
}
