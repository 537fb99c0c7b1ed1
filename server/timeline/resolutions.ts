// Decisions of persons about exceptions. Every resolution is kept; the first by effective time counts.

import type { ExceptionId, StaffId } from '../../shared/core/ids.ts';
import type { ActHeader } from '../../shared/circ/acts.ts';
import { ResolutionSchema, type Exception, type Resolution } from '../../shared/circ/model/exception.ts';
import { endsBy } from '../../shared/circ/held-exceptions.ts';
import { compareText } from '../../shared/circ/fold/timeline.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { lockExceptions } from './exception-row.ts';
import { heirsOf } from './moved-exceptions.ts';

/** A decision about one exception, by an act at that place. */
type Resolving = {
  readonly id: ExceptionId;
  readonly resolution: Resolution;
  readonly place: { readonly desk: string; readonly stream: string; readonly seq: number };
};

/**
 * Keeps resolutions, and ends the exceptions that they name, under their present ids. Returns those. An exception that
 * ends only by release is ended by no other decision.
 */
export async function resolveExceptions(
  tx: WriteTx,
  given: readonly Resolving[],
  changes: RowChanges,
): Promise<readonly Exception[]> {
  const heirs = await heirsOf(
    tx,
    given.map(({ id }) => id),
  );
  const asked = given.flatMap((one) => [one, ...(heirs.get(one.id) ?? []).map((id) => ({ ...one, id }))]);
  await lockExceptions(
    tx,
    asked.map(({ id }) => id),
  );
  const named = await readRows(
    tx,
    'exception',
    asked.map(({ id }) => id),
  );
  const resolutions = asked.filter(({ id, resolution }) => {
    const exception = named.get(id);
    return exception === undefined || endsBy(exception, resolution.action);
  });
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
  const ended = [...named].flatMap(([id, stored]): Exception[] => {
    const resolution = first.get(id);
    return resolution === undefined ? [] : [{ ...stored, state: 'resolved', resolution }];
  });
  for (const row of ended) changes.put('exception', row);
  return ended;
}

/** An act by which a person released waiting acts. */
export type ReleasingAct = {
  readonly header: Pick<ActHeader, 'id' | 'at' | 'desk' | 'stream' | 'seq'>;
  readonly staffId: StaffId | null;
};

/** Ends exceptions about a released act: by the person, or by the event where none is named. Ended ones keep their end and note the release. */
export async function endReleased(
  tx: WriteTx,
  exceptions: readonly Exception[],
  { header, staffId }: ReleasingAct,
  changes: RowChanges,
): Promise<void> {
  if (staffId === null) {
    for (const row of exceptions) {
      const ended = row.state === 'open' ? ({ state: 'closed-by-event' } as const) : {};
      changes.put('exception', { ...row, ...ended, releasedAt: header.at });
    }
    return;
  }
  const resolution = { action: 'released' as const, note: '', staffId, at: header.at, by: header.id };
  const ended = await resolveExceptions(
    tx,
    exceptions.map(({ id }) => ({ id, resolution, place: header })),
    changes,
  );
  for (const row of ended) changes.put('exception', { ...row, releasedAt: header.at });
}

/** More acts came to wait behind it: it is open again, and the decision about them is still to be made. */
export async function forgetResolutions(tx: WriteTx, id: ExceptionId): Promise<void> {
  await tx.db.deleteFrom('exception_resolution').where('exception_id', '=', id).execute();
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
