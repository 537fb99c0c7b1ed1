// Edits of a copy that turns out to be another: they stay edits, each at its time. Fields that were written only in place of the catalog count no
// more, whether they come before the merge or after it. [I24]

import type { ItemId } from '../../shared/core/ids.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import type { FieldWrite } from '../library/field-writes.ts';
import { itemOfWrites, keepItemWrites, readItemWrites, withMoved } from './item-writes.ts';

/** Puts the copies that stay, where they change, and moves the writes. Returns those that change; the rows that go are left to the caller. */
export async function joinItemWrites(
  tx: WriteTx,
  merges: readonly { readonly from: string; readonly to: string }[],
  changes: RowChanges,
): Promise<ItemId[]> {
  if (merges.length === 0) return [];
  const ids = new Set(merges.flatMap(({ from, to }) => [from, to]));
  const writes = new Map<string, readonly FieldWrite[]>(await readItemWrites(tx, ids));
  if (writes.size === 0) return [];
  const edited: ItemId[] = [];
  const rows = new Map<string, Item>(await readRows(tx, 'item', ids));
  for (const { from, to } of merges) {
    const staying = rows.get(to);
    const left = writes.get(from) ?? [];
    if (staying === undefined || left.length === 0) continue;
    const joined = withMoved({ row: staying, known: writes.get(to) ?? [] }, left);
    writes.set(to, joined);
    const item = itemOfWrites(staying, joined);
    rows.set(to, item);
    if (JSON.stringify(item) !== JSON.stringify(staying)) {
      changes.put('item', item);
      edited.push(item.id);
    }
    await keepItemWrites(tx, new Map([[to, joined]]));
  }
  const gone = merges.map(({ from }) => from);
  await tx.db.deleteFrom('item_field').where(tx.anyOf('item_id', gone)).execute();
  return edited;
}
