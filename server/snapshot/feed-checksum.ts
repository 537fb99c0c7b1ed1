// The checksum of the rows that a desk should have at the position of a transaction. Rows of patrons that two systems know stand in the parts of
// both, so that a desk of several systems gets no checksum of them.

import { RowChecksum } from '../../db/open/row-checksum.ts';
import { formatChecksums } from '../../shared/wire/feed-checksum.ts';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import type { ReadTx } from '../store/store.ts';
import type { Catalogue } from './catalogue.ts';
import { isPatronKind } from '../store/state-tables.ts';

/** The text of a commit's checksum; null when others have asked for a later position already. */
export async function feedChecksum(
  tx: ReadTx,
  catalogue: Catalogue,
  scopes: readonly string[],
): Promise<string | null> {
  const parts = await catalogue.refresh(tx, scopes, { keepBodies: false });
  if (parts === null) return null;
  const isOfOne = scopes.filter((scope) => scope !== SCOPE_ALL).length <= 1;
  const sums = new Map<string, RowChecksum>();
  for (const { kind, sum } of parts) {
    if (!isOfOne && isPatronKind(kind)) continue;
    const all = sums.get(kind) ?? new RowChecksum();
    all.addAll(sum);
    sums.set(kind, all);
  }
  return formatChecksums(new Map([...sums].map(([kind, all]) => [kind, all.hex])));
}
