// The command `renew`: move the date of the loan that it names, and of no other. Judging tells every reason at once and never throws.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { rentalMinor } from '../../rules/judge/rental.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { ToldTermsSchema } from '../told.ts';

export const RenewArgsSchema = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  patronId: PatronIdSchema,
  /** As scanned or shown. */
  barcode: z.string(),
});
export type RenewArgs = z.infer<typeof RenewArgsSchema>;

export const RenewToldSchema = ToldTermsSchema.extend({
  /** The rental that is charged once more; absent = nothing. */
  rentalMinor: MinorUnitsSchema.min(0).optional(),
});
export type RenewTold = z.infer<typeof RenewToldSchema>;

/** What a renewal is recorded as. */
export function recordRenew(header: RecordHeader, args: RenewArgs, told: RenewTold): Recorded[] {
  const { itemId, loanId, patronId } = args;
  const { dueAt, rentalMinor: again } = told;
  const rental = again === undefined ? {} : { rentalMinor: again };
  return [{ kind: 'act', act: { kind: 'renew', ...header, itemId, loanId, patronId, dueAt, ...rental } }];
}
