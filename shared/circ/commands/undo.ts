// The command `undo`: take back the desk's last act on an item. Always recorded; the fold says whether it stands.

import { z } from 'zod';
import { ActIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const UndoArgsSchema = z.object({
  commandId: ActIdSchema,
  itemId: ItemIdSchema.nullable(),
  patronId: PatronIdSchema.nullable(),
  titleId: TitleIdSchema.nullable(),
  /** In the words of whoever undid it; absent = none was given. */
  reason: z.string().optional(),
});
export type UndoArgs = z.infer<typeof UndoArgsSchema>;

export const UndoToldSchema = z.object({
  ...toldDecision,
  /** Of a refund that is undone: what is with the library again. */
  takenBack: z.object({ method: z.string(), amountMinor: MinorUnitsSchema.min(1) }).optional(),
});
export type UndoTold = z.infer<typeof UndoToldSchema>;

/** How long after an act its own staff may undo it, and a supervisor. */
export const UNDO_WINDOW_MS = 10 * 60_000;

/** What an undo is recorded as. Of what stands on no timeline, as use in the house, it is nothing for the folds either. */
export function recordUndo(header: RecordHeader, args: UndoArgs): Recorded[] {
  const { commandId, itemId, patronId, titleId } = args;
  if (itemId === null && patronId === null && titleId === null) return [];
  return [{ kind: 'act', act: { kind: 'undo', ...header, target: commandId, itemId, patronId, titleId } }];
}
