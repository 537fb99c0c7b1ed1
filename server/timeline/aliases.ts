// Merges: which row a provisional one turned out to be.

import type { ReadTx } from '../store/store.ts';

export type AliasKind = 'patron' | 'item' | 'title';

/** Real ids by kind and provisional id. */
export type Aliases = { readonly of: (kind: AliasKind, id: string) => string };

/** The aliases of these ids. */
export async function loadAliases(tx: ReadTx, ids: Iterable<string>): Promise<Aliases> {
  const wanted = [...new Set(ids)];
  const rows =
    wanted.length === 0 ? [] : await tx.db.selectFrom('alias').selectAll().where(tx.anyOf('from_id', wanted)).execute();
  const known = new Map(rows.map((row) => [`${row.kind}\n${row.from_id}`, row.to_id]));
  return { of: (kind, id) => known.get(`${kind}\n${id}`) ?? id };
}
