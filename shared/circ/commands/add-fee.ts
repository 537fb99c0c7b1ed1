// The command `addFee`: staff charge what no rule computes: damage, a missing part, a visitor's card.

import { z } from 'zod';
import { FeeIdSchema, ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema, MOST_MONEY_MINOR } from '../../core/money.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { toldDecision } from '../told.ts';

export const AddFeeArgsSchema = z.object({
  /** Minted where the fee is added. */
  feeId: FeeIdSchema,
  patronId: PatronIdSchema,
  /** What it is about, where it is about an item. */
  itemId: ItemIdSchema.nullable(),
  /** Of that item. */
  barcode: z.string().optional(),
  amountMinor: MinorUnitsSchema.min(1).max(MOST_MONEY_MINOR),
  /** What it is for: one of the charges that fees know; a newer version may know more. */
  charge: z.string(),
  /** More about it, in the words of whoever added it. */
  note: z.string(),
});
export type AddFeeArgs = z.infer<typeof AddFeeArgsSchema>;

export const AddFeeToldSchema = z.object(toldDecision);

/** What a fee of this kind is recorded as. */
export function recordAddFee(header: RecordHeader, args: AddFeeArgs): Recorded[] {
  const { feeId, patronId, itemId, charge, amountMinor } = args;
  return [{ kind: 'act', act: { kind: 'addFee', ...header, feeId, patronId, itemId, charge, amountMinor } }];
}
