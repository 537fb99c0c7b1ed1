// Rows of connectors name the account or the copy that stays when two are merged: a message that waits speaks of that one, and acts of both are one order.

import type { WriteTx } from '../store/store.ts';

/** Ids that went, with those that they are from now on. */
export type Renames = { readonly patrons: ReadonlyMap<string, string>; readonly items: ReadonlyMap<string, string> };

/** Writes it in all outboxes and lists of loans. */
export async function renameTold({ db }: WriteTx, { patrons, items }: Renames): Promise<void> {
  for (const [from, to] of patrons) {
    await db.updateTable('connector_act').set({ patron_id: to }).where('patron_id', '=', from).execute();
    await db.updateTable('connector_loan').set({ patron_id: to }).where('patron_id', '=', from).execute();
  }
  for (const [from, to] of items) {
    await db.updateTable('connector_act').set({ item_id: to }).where('item_id', '=', from).execute();
    await db.updateTable('connector_loan').set({ item_id: to }).where('item_id', '=', from).execute();
  }
}
