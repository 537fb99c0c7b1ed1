// The command `openShift`: a shift of the desk begins. Nothing waits for one; the acts that are made in it name it.

import { z } from 'zod';
import { ShiftIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { PiecesSchema } from '../model/shift.ts';
import type { Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const OpenShiftArgsSchema = z.object({
  /** Minted where it is opened. */
  shiftId: ShiftIdSchema,
  /** The starting cash, piece by piece; empty where only its total was given, or there is none. */
  pieces: z.array(PiecesSchema),
});
export type OpenShiftArgs = z.infer<typeof OpenShiftArgsSchema>;

export const OpenShiftToldSchema = z.object({
  ...toldDecision,
  /** The day that it counts for, on the clock of the branch, as `2026-01-05`. */
  serviceDay: z.iso.date(),
  /** Null: without a drawer. */
  startingCashMinor: MinorUnitsSchema.min(0).nullable(),
});
export type OpenShiftTold = z.infer<typeof OpenShiftToldSchema>;

/** Nothing for the folds: what it is to its shift is read off the act itself. */
export function recordOpenShift(): Recorded[] {
  return [];
}
