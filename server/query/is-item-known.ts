// A barcode that a desk does not know: catalogued elsewhere a moment ago, and not on its feed yet.

import type { ReadTx } from '../store/store.ts';

export async function isItemKnown(tx: ReadTx, barcode: string): Promise<boolean> {
  const found = await tx.db.selectFrom('item').select('id').where('barcode', '=', barcode).limit(1).executeTakeFirst();
  return found !== undefined;
}
