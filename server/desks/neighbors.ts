// The other desks of a branch, for a desk that takes acts from them while the line is down.

import { deskId } from '../../shared/core/ids.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { NeighborsResponse } from '../../shared/wire/neighbors.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';

/** Most desks of a branch that hear each other. */
const MOST_NEIGHBORS = 500;

/** Those that the library serves; none where it does not let desks hear each other. */
export async function neighborsOf(
  store: Store,
  desk: { readonly id: string; readonly branch: string },
): Promise<NeighborsResponse> {
  return store.read(async (tx) => {
    const [library] = await readAllRows(tx, 'library');
    if (library?.desk?.lan !== true) return { desks: [] };
    const rows = await tx.db
      .selectFrom('desk')
      .select(['id', 'name', 'public_key'])
      .where('branch', '=', desk.branch)
      .where('status', '=', 'active')
      .where('id', 'not in', [desk.id, OWN_DESK])
      .orderBy('id')
      .limit(MOST_NEIGHBORS)
      .execute();
    return { desks: rows.map((row) => ({ deskId: deskId(row.id), name: row.name, publicKey: row.public_key })) };
  });
}
