// The command `checkout`: lend one item to one patron. Judging tells every reason at once and never throws.

import { z } from 'zod';
import { HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { RecordHeader, Recorded } from '../recorded.ts';
import { LoanChargesSchema } from '../model/loan.ts';
import { NewPatronSchema } from '../model/provisional.ts';
import { ToldTermsSchema } from '../told.ts';

export const CheckoutArgsSchema = z.object({
  patronId: PatronIdSchema,
  /** As scanned. */
  card: z.string(),
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  /** Nobody had this card: the act mints the patron. */
  mintsPatron: z.boolean(),
  /** Who the minted patron is, as written down at the desk; absent where nothing was. */
  newPatron: NewPatronSchema.optional(),
  /** Nobody had this barcode: the act mints the item under this title. */
  mintsItem: TitleIdSchema.nullable(),
});
export type CheckoutArgs = z.infer<typeof CheckoutArgsSchema>;

export const CheckoutToldSchema = ToldTermsSchema.extend({
  /** What lending it costs, as it was said; absent = nothing. */
  charges: LoanChargesSchema.optional(),
  /** The hold of this patron that it filled, as far as the desk knew; absent = none. */
  fills: HoldIdSchema.optional(),
});
export type CheckoutTold = z.infer<typeof CheckoutToldSchema>;

/** What a checkout is recorded as. Total: no rule is asked. */
export function recordCheckout(
  header: RecordHeader,
  args: CheckoutArgs,
  told: CheckoutTold,
  overrides: readonly string[],
): Recorded[] {
  const { branch } = header;
  const minted: Recorded[] = [];
  if (args.mintsPatron) {
    const { patronId, card, newPatron } = args;
    minted.push({ kind: 'mintPatron', patronId, card, branch, ...(newPatron === undefined ? {} : { who: newPatron }) });
  }
  if (args.mintsItem !== null) {
    minted.push({ kind: 'mintItem', itemId: args.itemId, titleId: args.mintsItem, barcode: args.barcode, branch });
  }
  return [
    ...minted,
    {
      kind: 'act',
      act: {
        kind: 'checkout',
        ...header,
        itemId: args.itemId,
        patronId: args.patronId,
        dueAt: told.dueAt,
        policyHash: told.policyRef.policyHash,
        rulesVersion: told.policyRef.rulesVersion,
        ...(told.charges === undefined ? {} : { charges: told.charges }),
        overrides: [...overrides],
      },
    },
  ];
}
