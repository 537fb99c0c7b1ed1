// The command `renew`: move the date of the loan that it names, and of no other.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { PolicyRefSchema, toldDecision } from './told.ts';

export const RenewArgsSchema = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  /** As scanned or shown. */
  barcode: z.string(),
});
export type RenewArgs = z.infer<typeof RenewArgsSchema>;

export const RenewToldSchema = z.object({
  ...toldDecision,
  dueAt: InstantSchema,
  dueText: z.string(),
  policyRef: PolicyRefSchema,
});
export type RenewTold = z.infer<typeof RenewToldSchema>;

/** What a renewal is recorded as. */
export function recordRenew(header: RecordHeader, args: RenewArgs, told: RenewTold): Recorded[] {
  const { itemId, loanId, patronId } = args;
  return [{ kind: 'act', act: { kind: 'renew', ...header, itemId, loanId, patronId, dueAt: told.dueAt } }];
}
