// The command `recall`: the library calls an item back for somebody who waits for it. It names the loan that it cuts, and cuts no other.

import { z } from 'zod';
import { ActIdSchema, HoldIdSchema, ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const RecallArgsSchema = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  /** Who has it. */
  patronId: PatronIdSchema,
  /** The hold of whoever waits for it. */
  holdId: HoldIdSchema.nullable(),
  /** Issued again: the recall, and the act that did not know of it. */
  reissues: ActIdSchema.nullable(),
  ignoredBy: ActIdSchema.nullable(),
});
export type RecallArgs = z.infer<typeof RecallArgsSchema>;

export const RecallToldSchema = z.object({
  ...toldDecision,
  /** When the item is wanted back. */
  dueAt: InstantSchema,
});
export type RecallTold = z.infer<typeof RecallToldSchema>;

/** What a recall is recorded as. */
export function recordRecall(header: RecordHeader, args: RecallArgs, { dueAt }: RecallTold): Recorded[] {
  const { itemId, loanId, patronId, holdId: hold, reissues, ignoredBy } = args;
  return [
    { kind: 'act', act: { kind: 'recall', ...header, itemId, loanId, patronId, dueAt, hold, reissues, ignoredBy } },
  ];
}
