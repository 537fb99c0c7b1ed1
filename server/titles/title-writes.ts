// Writes of titles' fields: edits by staff, and the records of copies that the catalog does not have. [I24]

import { TITLE_FIELDS, withTitleFields } from '../../shared/circ/model/title-fields.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { recordedTitle, RECORDED_TITLE } from '../items/item-writes.ts';
import { standing, type FieldWrite } from '../library/field-writes.ts';
import { compareWrites } from '../patrons/field-write.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Every edit of these titles' fields, in order, by title. */
export async function readTitleWrites(
  tx: ReadTx,
  titles: Iterable<string>,
): Promise<Map<string, readonly FieldWrite[]>> {
  const rows = await tx.db.selectFrom('title_field').selectAll().where(tx.anyOf('title_id', titles)).execute();
  return Map.groupBy(rows.toSorted(compareWrites), (row) => row.title_id);
}

/** Keeps edits of titles. */
export async function keepTitleWrites(tx: WriteTx, writes: ReadonlyMap<string, readonly FieldWrite[]>): Promise<void> {
  const rows = [...writes].flatMap(([id, own]) => own.map((write) => ({ ...write, title_id: id })));
  await tx.upsert('title_field', rows);
}

/** The title as its writes leave it. */
export function titleOfWrites(title: Title, writes: readonly FieldWrite[]): Title {
  return withTitleFields(title, TITLE_FIELDS.of(standing(TITLE_FIELDS, writes)));
}

/** Puts those of the titles that their kept writes make another. */
export async function putWrittenTitles(tx: ReadTx, titles: Iterable<string>, changes: RowChanges): Promise<void> {
  const ids = new Set(titles);
  if (ids.size === 0) return;
  const edits = await readTitleWrites(tx, ids);
  const records = await readRecords(tx, ids);
  for (const title of (await readRows(tx, 'title', ids)).values()) {
    // The catalog has it: fields that were written in its place count no more.
    const recorded = title.source === null ? (records.get(title.id) ?? []) : [];
    const written = titleOfWrites(title, [...(edits.get(title.id) ?? []), ...recorded].toSorted(compareWrites));
    if (JSON.stringify(written) !== JSON.stringify(title)) changes.put('title', written);
  }
}

/** Values of these titles in the records of their copies. */
async function readRecords(tx: ReadTx, titles: Iterable<string>): Promise<Map<string, readonly FieldWrite[]>> {
  const rows = await tx.db
    .selectFrom('item')
    .innerJoin('item_field', 'item_field.item_id', 'item.id')
    .select(['item.title_id', 'item_field.value'])
    .select(['item_field.field', 'item_field.at', 'item_field.desk_id', 'item_field.stream', 'item_field.seq'])
    .where(tx.anyOf('item.title_id', titles))
    .where('item_field.field', '=', RECORDED_TITLE)
    .execute();
  const byTitle = Map.groupBy(rows, (row) => row.title_id);
  return new Map([...byTitle].map(([id, own]) => [id, own.flatMap(recordedTitle)]));
}
