// Items with a change in catalogue data that folds read are folded again, with the titles that they were and are copies of.

import { markOfBase } from '../../shared/circ/model/mark.ts';
import type { ItemId } from '../../shared/core/ids.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { refold } from '../timeline/refold.ts';
import { touchedAfresh } from '../timeline/touched.ts';

/** Rows of items before and after a change that is written already. */
type ItemsChanged = {
  readonly before: ReadonlyMap<string, Row<'item'>>;
  readonly after: readonly Row<'item'>[];
};

/** Folds again those whose folded fields change. Different results are written and added to `changes`. */
export async function refoldItems(
  tx: WriteTx,
  { before, after }: ItemsChanged,
  { changes, references }: { readonly changes: RowChanges; readonly references: References },
): Promise<void> {
  const moved = after.filter((row) => isFoldedOtherwise(row, before.get(row.id)));
  if (moved.length === 0) return;
  const items = new Set<ItemId>(moved.map((row) => row.id));
  const titles = new Set(moved.flatMap((row) => [row.titleId, before.get(row.id)?.titleId ?? row.titleId]));
  const folded = collectChanges();
  await refold(tx, { touched: touchedAfresh(items, titles), references }, folded);
  await writeChanges(tx, folded);
  changes.add(folded);
}

function isFoldedOtherwise(row: Row<'item'>, old: Row<'item'> | undefined): boolean {
  const parts = ({ titleId, serial, holdable, location, priceMinor, base }: Row<'item'>) =>
    JSON.stringify([titleId, serial, holdable, location, priceMinor, markOfBase(base)]);
  return old === undefined || parts(row) !== parts(old);
}
