// The command `cancelHold`: a hold is no longer wanted. Always recorded; the fold says whether it came in time.

import { z } from 'zod';
import { HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const CancelHoldArgsSchema = z.object({
  holdId: HoldIdSchema,
  patronId: PatronIdSchema,
  titleId: TitleIdSchema,
  /** In the words of whoever cancelled it. */
  reason: z.string(),
});
export type CancelHoldArgs = z.infer<typeof CancelHoldArgsSchema>;

export const CancelHoldToldSchema = z.object(toldDecision);

/** What a cancelling is recorded as. */
export function recordCancelHold(header: RecordHeader, args: CancelHoldArgs): Recorded[] {
  const { holdId: hold, patronId, titleId } = args;
  return [{ kind: 'act', act: { kind: 'cancelHold', ...header, hold, patronId, titleId } }];
}
