// The desks that the library serves, as entries of the log of their branches: so that one which never reported its readiness is known to the others.

import { enrolledEntryId, isOfKind } from '../../shared/circ/model/log-entry.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { actId, branchId, deskId } from '../../shared/core/ids.ts';
import { readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

/** Adds desks that joined, and takes away those that were revoked. */
export async function keepDesks(tx: WriteTx, changes: RowChanges): Promise<void> {
  const desks = await tx.db
    .selectFrom('desk')
    .select(['id', 'name', 'branch', 'enrolled_at'])
    .where('id', '!=', OWN_DESK)
    .where('status', '=', 'active')
    .execute();
  const entries = await readRowsBy(tx, 'logEntry', { column: 'kind', values: ['enrolled'] });
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const own = collectChanges();
  for (const { id: desk, name, branch, enrolled_at: at } of desks) {
    const id = enrolledEntryId(deskId(desk));
    const before = known.get(id);
    known.delete(id);
    const isSame = before?.branch === branch && isOfKind(before, 'enrolled') && before.what.name === name;
    if (isSame) continue;
    const what = { kind: 'enrolled', desk: deskId(desk), name } as const;
    own.put('logEntry', { id, branch: branchId(branch), at, by: null, act: actId(id), what, seen: [], ended: null });
  }
  for (const gone of known.values()) own.drop('logEntry', gone);
  if (own.isEmpty()) return;
  await writeChanges(tx, own);
  changes.add(own);
}
