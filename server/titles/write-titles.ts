// Edits of titles: each field by its effective time, in every order of arrival.

import { TITLE_FIELDS } from '../../shared/circ/model/title-fields.ts';
import type { Taken } from '../commands/taken.ts';
import { withWrites, type FieldWrite } from '../library/field-writes.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { keepTitleWrites, putWrittenTitles, readTitleWrites } from './title-writes.ts';

/** Writes the edited fields. An edit of a title that is not there is kept for when it is. */
export async function writeTitles(
  tx: WriteTx,
  batch: readonly Taken[],
  { changes }: { readonly changes: RowChanges },
): Promise<void> {
  const found = batch.flatMap(({ recorded }) => recorded.flatMap((one) => (one.kind === 'writeTitle' ? [one] : [])));
  const aliases = await loadAliases(
    tx,
    found.map(({ titleId }) => titleId),
  );
  const writings = found.map((write) => ({ write, id: aliases.of('title', write.titleId) }));
  const ids = new Set(writings.map(({ id }) => id));
  await tx.lock([...ids].map((id) => `title:${id}`));
  const rows = await readRows(tx, 'title', ids);
  const known = new Map<string, readonly FieldWrite[]>(await readTitleWrites(tx, ids));
  for (const { write, id } of writings) {
    const { at, desk: desk_id, stream, seq } = write.header;
    const edit = { values: TITLE_FIELDS.written(write.fields), place: { at, desk_id, stream, seq } };
    known.set(id, withWrites(TITLE_FIELDS, { row: rows.get(id) ?? null, known: known.get(id) ?? [] }, edit));
  }
  await keepTitleWrites(tx, known);
  const own = collectChanges();
  await putWrittenTitles(tx, ids, own);
  await writeChanges(tx, own);
  changes.add(own);
}
