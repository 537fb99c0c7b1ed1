// What persons said about exceptions. Every resolution is kept; the first by effective time counts.

import type { ExceptionId } from '../../shared/core/ids.ts';
import { ResolutionSchema, type Resolution } from '../../shared/circ/model/exception.ts';
import { compareText } from '../../shared/circ/fold/timeline.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Keeps resolutions, and ends the exceptions that they name. */
export async function resolveExceptions(
  tx: WriteTx,
  resolutions: readonly {
    readonly id: ExceptionId;
    readonly resolution: Resolution;
    readonly place: { readonly desk: string; readonly stream: string; readonly seq: number };
  }[],
  changes: RowChanges,
): Promise<void> {
  await tx.upsert(
    'exception_resolution',
    resolutions.map(({ id, resolution, place }) => ({
      exception_id: id,
      act_id: resolution.by,
      at: resolution.at,
      desk_id: place.desk,
      stream: place.stream,
      seq: place.seq,
      action: resolution.action,
      note: resolution.note,
      staff_id: resolution.staffId,
    })),
  );
  const ids = resolutions.map(({ id }) => id);
  const first = await firstResolutions(tx, ids);
  for (const [id, stored] of await readRows(tx, 'exception', ids)) {
    const resolution = first.get(id) ?? null;
    if (resolution !== null) changes.put('exception', { ...stored, state: 'resolved', resolution });
  }
}

/** The resolution that counts, by exception. */
export async function firstResolutions(tx: ReadTx, ids: readonly string[]): Promise<Map<string, Resolution>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('exception_resolution')
    .selectAll()
    .where(tx.anyOf('exception_id', ids))
    .execute();
  const inOrder = rows.toSorted(
    (a, b) => a.at - b.at || compareText(a.desk_id, b.desk_id) || compareText(a.stream, b.stream) || a.seq - b.seq,
  );
  const first = new Map<string, Resolution>();
  for (const row of inOrder) {
    if (first.has(row.exception_id)) continue;
    const { action, note, at } = row;
    first.set(row.exception_id, ResolutionSchema.parse({ action, note, staffId: row.staff_id, at, by: row.act_id }));
  }
  return first;
}
