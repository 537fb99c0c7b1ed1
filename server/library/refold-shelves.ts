// Folds again the holds that copies of some shelves could fill, after these shelves began or ceased to take holds.

import type { ItemId, LocationId, TitleId } from '../../shared/core/ids.ts';
import type { Publishing } from '../feed/write-and-publish.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { refold } from '../timeline/refold.ts';
import { nothingTouched } from '../timeline/touched.ts';

/** Folds every title again that has acts on holds and a copy on one of the shelves; fees are not touched by it. */
export async function refoldShelves(
  shelves: ReadonlySet<LocationId>,
  { tx, changes, references }: Pick<Publishing, 'tx' | 'changes'> & { readonly references: References },
): Promise<void> {
  if (shelves.size === 0) return;
  const { items, titles } = await heldOn(tx, shelves);
  if (items.size === 0) return;
  await tx.lock([...titles].map((id) => `title:${id}`));
  const folded = collectChanges();
  await refold(tx, { touched: { ...nothingTouched(), items, titles }, references }, folded);
  await writeChanges(tx, folded);
  changes.add(folded);
}

/** The shelf of an item is in its row alone: rows that do not name one of them as text are not parsed. */
async function heldOn(
  tx: ReadTx,
  shelves: ReadonlySet<LocationId>,
): Promise<{ readonly items: Set<ItemId>; readonly titles: Set<TitleId> }> {
  const copies = await tx.db
    .selectFrom('item')
    .select('body')
    .where('title_id', 'in', (held) =>
      held.selectFrom('event').select('title_id').where('title_id', 'is not', null).$castTo<{ title_id: string }>(),
    )
    .execute();
  const names = [...shelves].map((id) => JSON.stringify(id));
  const found = copies
    .filter(({ body }) => names.some((name) => body.includes(name)))
    .map(({ body }) => parseRow('item', body))
    .filter(({ location }) => location !== null && shelves.has(location));
  return { items: new Set(found.map(({ id }) => id)), titles: new Set(found.map(({ titleId }) => titleId)) };
}
