// Loans that were made under rules which the library did not have: a server that was restored from a backup older than these has the loans from its
// desks. What they cost goes by the calendar of their rules, so they are folded again when those come. [I18] [I24]

import { itemId, type ItemId, type RuleSetVersion } from '../../shared/core/ids.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { ReadTx } from '../store/store.ts';
import { refold } from '../timeline/refold.ts';
import { touchedAfresh } from '../timeline/touched.ts';
import type { PutContext } from './put-rows.ts';

/** Items of which a loan names these rules. Reads every loan: asked only when rules come that were not there. */
export async function itemsLentUnder(tx: ReadTx, version: RuleSetVersion): Promise<ItemId[]> {
  const rows = await tx.db
    .selectFrom('loan')
    .select('item_id')
    .distinct()
    .where('body', 'like', `%"rulesVersion":${JSON.stringify(version)}%`)
    .execute();
  return rows.map(({ item_id: id }) => itemId(id));
}

/** Folds everything about these items afresh. */
export async function foldAfresh(
  items: readonly ItemId[],
  { tx, references, changes }: Pick<PutContext, 'tx' | 'references' | 'changes'>,
): Promise<void> {
  const folded = collectChanges();
  await refold(tx, { touched: touchedAfresh(items, []), references }, folded);
  await writeChanges(tx, folded);
  changes.add(folded);
}
