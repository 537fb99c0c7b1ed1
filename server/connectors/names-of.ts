// Every id under which rows of a connector may name a copy or an account: accounts are merged, and what was minted is joined with what the library has.

import { loadAliases, type AliasKind } from '../timeline/aliases.ts';
import type { ReadTx } from '../store/store.ts';

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
