// The command `changeDueDate`: staff move the date of one loan, either way. Always recorded once told; the fold says whether it could stand.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const ChangeDueDateArgsSchema = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  /** Of that item. */
  barcode: z.string().optional(),
  /** In the words of whoever moved it. */
  reason: z.string(),
});
export type ChangeDueDateArgs = z.infer<typeof ChangeDueDateArgsSchema>;

export const ChangeDueDateToldSchema = z.object({
  ...toldDecision,
  dueAt: InstantSchema,
  /** As it was said on the screen and the slip. */
  dueText: z.string(),
});
export type ChangeDueDateTold = z.infer<typeof ChangeDueDateToldSchema>;

/** What a change of a due date is recorded as. */
export function recordChangeDueDate(
  header: RecordHeader,
  args: ChangeDueDateArgs,
  { dueAt }: ChangeDueDateTold,
): Recorded[] {
  const { itemId, loanId, patronId } = args;
  return [{ kind: 'act', act: { kind: 'changeDueDate', ...header, itemId, loanId, patronId, dueAt } }];
}
