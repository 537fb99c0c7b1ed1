// The command `checkout`: lend one item to one patron.

import { z } from 'zod';
import { ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { PolicyRefSchema, toldDecision } from './told.ts';

export const CheckoutArgsSchema = z.object({
  patronId: PatronIdSchema,
  /** As scanned. */
  card: z.string(),
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  /** Nobody had this card: the act mints the patron. */
  mintsPatron: z.boolean(),
  /** Nobody had this barcode: the act mints the item under this title. */
  mintsItem: TitleIdSchema.nullable(),
});
export type CheckoutArgs = z.infer<typeof CheckoutArgsSchema>;

export const CheckoutToldSchema = z.object({
  ...toldDecision,
  dueAt: InstantSchema,
  /** As it was said on the screen and the slip. */
  dueText: z.string(),
  policyRef: PolicyRefSchema,
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
  if (args.mintsPatron) minted.push({ kind: 'mintPatron', patronId: args.patronId, card: args.card, branch });
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
        overrides: [...overrides],
      },
    },
  ];
}
