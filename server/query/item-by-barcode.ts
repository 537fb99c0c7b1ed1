// The item that has a barcode now.

import { itemId, type ItemId } from '../../shared/core/ids.ts';
import type { ReadTx } from '../store/store.ts';

/** Its id; null = there is none. */
export async function itemIdOf(tx: ReadTx, barcode: string): Promise<ItemId | null> {
  const found = await tx.db.selectFrom('item').select('id').where('barcode', '=', barcode).executeTakeFirst();
  return found === undefined ? null : itemId(found.id);
}
