// Work of staff on exceptions that does not end them. Every entry is kept; the row of the exception carries them by
// their time, in any order of arrival.

import { inOrderOfWork, type PlacedWork } from '../../shared/circ/exception-work.ts';
import { ExceptionWorkSchema, type ExceptionWork } from '../../shared/circ/model/exception.ts';
import type { ExceptionId } from '../../shared/core/ids.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { lockExceptions } from './exception-row.ts';
import { heirsOf } from './moved-exceptions.ts';

export type NewWork = PlacedWork & { readonly id: ExceptionId };

/** Keeps entries, and publishes their exceptions with them. An ended exception keeps its history too. */
export async function workExceptions(tx: WriteTx, given: readonly NewWork[], changes: RowChanges): Promise<void> {
  const heirs = await heirsOf(
    tx,
    given.map(({ id }) => id),
  );
  const works = given.flatMap((one) => [one, ...(heirs.get(one.id) ?? []).map((id) => ({ ...one, id }))]);
  await lockExceptions(
    tx,
    works.map(({ id }) => id),
  );
  await tx.upsert(
    'exception_work',
    works.map(({ id, entry, place: { desk, stream, seq } }) => ({
      exception_id: id,
      act_id: entry.by,
      desk_id: desk,
      stream,
      seq,
      body: JSON.stringify(entry),
    })),
  );
  const ids = works.map(({ id }) => id);
  const histories = await loadWork(tx, ids);
  for (const [id, row] of await readRows(tx, 'exception', ids)) {
    const work = histories.get(id);
    if (work !== undefined) changes.put('exception', { ...row, work });
  }
}

/** The histories of exceptions; nothing for one without work. */
export async function loadWork(tx: ReadTx, ids: readonly string[]): Promise<Map<string, ExceptionWork[]>> {
  return new Map([...(await placedWork(tx, ids))].map(([id, own]) => [id, inOrderOfWork(own)]));
}

/** Their entries with where each was made. */
export async function placedWork(tx: ReadTx, ids: readonly string[]): Promise<Map<string, PlacedWork[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db.selectFrom('exception_work').selectAll().where(tx.anyOf('exception_id', ids)).execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.exception_id)].map(([id, own]) => [
      id,
      own.map(({ body, desk_id: desk, stream, seq }) => ({
        entry: ExceptionWorkSchema.parse(JSON.parse(body)),
        place: { desk, stream, seq },
      })),
    ]),
  );
}

/** Takes away the notes of staff: the person and the time stay. */
export async function forgetWorkNotes(tx: WriteTx, ids: readonly string[]): Promise<void> {
  const rows = await tx.db.selectFrom('exception_work').selectAll().where(tx.anyOf('exception_id', ids)).execute();
  const noted = rows.map((row) => ({ row, entry: ExceptionWorkSchema.parse(JSON.parse(row.body)) }));
  const written = noted.filter(({ entry }) => entry.note !== '');
  if (written.length === 0) return;
  await tx.upsert(
    'exception_work',
    written.map(({ row, entry }) => ({ ...row, body: JSON.stringify(withoutNote(entry)) })),
  );
}

/** An entry without its note. */
export function withoutNote(entry: ExceptionWork): ExceptionWork {
  return { ...entry, note: '' };
}
