// The patrons of incidents: another one where two accounts were joined, and none where the account is gone. [I19]

import type { PatronId } from '../../shared/core/ids.ts';
import { isOfKind, type LogEntry } from '../../shared/circ/model/log-entry.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

/** Gives incidents about one of these patrons the new id of the patron; null removes it. */
export async function renameInIncidents(
  tx: WriteTx,
  names: ReadonlyMap<string, PatronId | null>,
  changes: RowChanges,
): Promise<void> {
  if (names.size === 0) return;
  const isNaming = (entry: LogEntry) => isOfKind(entry, 'incident') && names.has(entry.what.patronId ?? '');
  const found = (await readRowsBy(tx, 'logEntry', { column: 'kind', values: ['incident'] })).filter(isNaming);
  const ids = found.map(({ id }) => id);
  await tx.lock(ids.map((id) => `log:${id}`));
  const own = collectChanges();
  for (const entry of (await readRows(tx, 'logEntry', ids)).values()) {
    if (!isOfKind(entry, 'incident') || entry.what.patronId === null) continue;
    const to = names.get(entry.what.patronId);
    if (to !== undefined) own.put('logEntry', { ...entry, what: { ...entry.what, patronId: to } });
  }
  await writeChanges(tx, own);
  changes.add(own);
}
