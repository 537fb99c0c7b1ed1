// Loans made under rules that the library did not have: a server restored from an older backup gets such loans from its desks. Their cost depends on
// the calendar of their rules, so they are folded again when the rules come. They may be many, so this takes several transactions; the rest is noted
// in the transaction that brings the rules, and the next caller goes on: this program, or any server of the library, also after one was killed in
// between. [I18] [I24]

import { itemId, type ItemId, type RuleSetVersion } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { writeBans } from '../patrons/write-bans.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { refold } from '../timeline/refold.ts';
import { touchedAfresh } from '../timeline/touched.ts';
import type { References } from '../timeline/references.ts';

/** Items that are folded in one transaction. */
const PAGE = 100;

/** Notes that loans under these rules are to be folded again. Asked in the transaction that writes rules which were not there. */
export async function noteRulesToFoldUnder(tx: WriteTx, version: RuleSetVersion): Promise<void> {
  await tx.upsert('rules_to_fold_under', [{ version, after_item: '' }]);
}

/** Whether anything is noted. */
export async function hasRulesToFoldUnder({ db }: ReadTx): Promise<boolean> {
  const noted = await db.selectFrom('rules_to_fold_under').select('version').limit(1).executeTakeFirst();
  return noted !== undefined;
}

/** Folds the next few of the noted items afresh, and notes how far it came. Returns whether there was anything. */
export async function foldSomeUnderRules(
  tx: WriteTx,
  context: { readonly references: References; readonly now: Instant },
  changes: RowChanges,
): Promise<boolean> {
  // Another process may be at the same: how far it came is seen once it is through.
  await tx.lock(['rules-to-fold-under']);
  const noted = await tx.db
    .selectFrom('rules_to_fold_under')
    .selectAll()
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
  if (noted === undefined) return false;
  const items = await itemsLentUnder(tx, noted.version, noted.after_item);
  if (items.length > 0) await foldAfresh(tx, items, { ...context, changes });
  const last = items.length < PAGE ? undefined : items.at(-1);
  if (last === undefined) await tx.db.deleteFrom('rules_to_fold_under').where('version', '=', noted.version).execute();
  else await tx.upsert('rules_to_fold_under', [{ version: noted.version, after_item: last }]);
  return true;
}

/** The next items of which a loan names these rules, in the order of their ids. Reads every loan, once over all pages. */
async function itemsLentUnder(tx: ReadTx, version: string, after: string): Promise<ItemId[]> {
  const rows = await tx.db
    .selectFrom('loan')
    .select('item_id')
    .distinct()
    .where('item_id', '>', after)
    .where('body', 'like', `%"rulesVersion":${JSON.stringify(version)}%`)
    .orderBy('item_id')
    .limit(PAGE)
    .execute();
  return rows.map(({ item_id: id }) => itemId(id));
}

async function foldAfresh(
  tx: WriteTx,
  items: readonly ItemId[],
  {
    references,
    now,
    changes,
  }: { readonly references: References; readonly now: Instant; readonly changes: RowChanges },
): Promise<void> {
  const folded = collectChanges();
  await refold(tx, { touched: touchedAfresh(items, []), references }, folded);
  await writeChanges(tx, folded);
  await writeBans(tx, folded, { references, now, afresh: items });
  changes.add(folded);
}
