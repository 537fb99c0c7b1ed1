// Names of copies and accounts in rows of connectors: accounts are merged, and minted rows are joined with rows of the library. A merge writes the
// one that stays into all of them; acts that come under an old name afterwards are found by it too.

import { loadAliases, type AliasKind } from '../timeline/aliases.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** The id that counts, then those that stand for it; empty for null. */
export async function namesOf(tx: ReadTx, kind: AliasKind, id: string | null): Promise<readonly string[]> {
  if (id === null) return [];
  const real = (await loadAliases(tx, [id])).of(kind, id);
  const rows = await tx.db
    .selectFrom('alias')
    .select('from_id')
    .where('kind', '=', kind)
    .where('to_id', '=', real)
    .execute();
  return [real, ...rows.map(({ from_id: from }) => from)];
}

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
