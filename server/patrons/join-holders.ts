// A number that is written in one account and stands in another: an account that was only minted for it joins the one, a real one is for a person
// to look at.

import { patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { mergeProvisional, type Merge } from '../timeline/merge.ts';
import type { References } from '../timeline/references.ts';

/** Numbers that were written in an account. */
type NumbersWritten = { readonly taken: Taken; readonly id: string; readonly numbers: readonly string[] };

/** Joins other accounts with these numbers, or raises exceptions about them. */
export async function joinHolders(
  tx: WriteTx,
  written: readonly NumbersWritten[],
  context: { readonly references: References; readonly now: Instant; readonly changes: RowChanges },
): Promise<Raised[]> {
  const numbers = new Set(written.flatMap((one) => one.numbers));
  if (numbers.size === 0) return [];
  const holders = await tx.db
    .selectFrom('patron_card')
    .innerJoin('patron', 'patron.id', 'patron_card.patron_id')
    .select(['patron_card.card', 'patron_card.patron_id', 'patron.provisional'])
    .where(tx.anyOf('patron_card.card', numbers))
    .orderBy('patron_card.patron_id')
    .execute();
  const merges: Merge[] = [];
  const raised: Raised[] = [];
  for (const { taken, id, numbers: own } of written) {
    const others = holders.filter((holder) => own.includes(holder.card) && holder.patron_id !== id);
    for (const { patron_id: from, provisional, card } of others) {
      if (provisional === 1) merges.push({ kind: 'patron', from, to: id });
      raised.push(
        raise(taken, provisional === 1 ? 'patron-merged' : 'patron-duplicate', { patron: patronId(id) }, { card }),
      );
    }
  }
  await mergeProvisional(tx, merges, context);
  return raised;
}
