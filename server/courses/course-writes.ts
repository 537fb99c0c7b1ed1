// Writes of courses' rows, field by field: each row has the latest value of each field by effective time, in any order of arrival. [I24]

import { itemId, titleId } from '../../shared/core/ids.ts';
import { courseRowOf, type CourseRow, type CourseRowKind } from '../../shared/circ/model/course.ts';
import { compareWrites } from '../patrons/field-write.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { loadAliases, type Aliases } from '../timeline/aliases.ts';

/** One write of a field of such a row; `value` is JSON. */
export type CourseFieldWrite = Tables['course_field'];

const KINDS = ['term', 'course', 'reading', 'reserve'] as const satisfies readonly CourseRowKind[];

/** Every write of the fields of these rows, in order, by row. */
export async function readCourseWrites(
  tx: ReadTx,
  ids: Iterable<string>,
): Promise<Map<string, readonly CourseFieldWrite[]>> {
  const rows = await tx.db.selectFrom('course_field').selectAll().where(tx.anyOf('row_id', ids)).execute();
  return Map.groupBy(rows.toSorted(compareWrites), (row) => row.row_id);
}

/** Keeps the writes, and puts the rows that they make another, or drops those that they end. */
export async function writeCourseFields(
  tx: WriteTx,
  writes: readonly CourseFieldWrite[],
  changes: RowChanges,
): Promise<void> {
  if (writes.length === 0) return;
  const ids = new Set(writes.map(({ row_id }) => row_id));
  await tx.lock([...ids].map((id) => `course:${id}`));
  await tx.upsert('course_field', writes);
  await putCourseRows(tx, ids, changes);
}

/** Rows that name a copy, or a title, that turned out to be another name that one. */
export async function joinCourseRows(
  tx: WriteTx,
  gone: { readonly items: readonly string[]; readonly titles: readonly string[] },
  changes: RowChanges,
): Promise<void> {
  const reserves = await tx.db.selectFrom('reserve').select('id').where(tx.anyOf('item_id', gone.items)).execute();
  const readings = await tx.db.selectFrom('reading').select('id').where(tx.anyOf('title_id', gone.titles)).execute();
  const ids = new Set([...reserves, ...readings].map(({ id }) => id));
  if (ids.size === 0) return;
  await tx.lock([...ids].map((id) => `course:${id}`));
  await putCourseRows(tx, ids, changes);
}

/** Makes rows of their writes again. */
async function putCourseRows(tx: WriteTx, ids: ReadonlySet<string>, changes: RowChanges): Promise<void> {
  const known = await readCourseWrites(tx, ids);
  const values = new Map([...known].map(([id, own]) => [id, standing(own)]));
  const named = [...values.values()].flatMap(({ itemId: item, titleId: title }) => [item, title]);
  const aliases = await loadAliases(
    tx,
    named.filter((one) => typeof one === 'string'),
  );
  const own = collectChanges();
  for (const kind of KINDS) {
    const mine = [...known].flatMap(([id, writes]) => (writes[0]?.kind === kind ? [id] : []));
    if (mine.length === 0) continue;
    const before = await readRows(tx, kind, mine);
    for (const id of mine) {
      const row = underRealIds(courseRowOf(kind, id, values.get(id) ?? {}), aliases);
      const was = before.get(id);
      if (row !== null && JSON.stringify(row) !== JSON.stringify(was)) own.put(kind, row);
      if (row === null && was !== undefined) own.drop(kind, was);
    }
  }
  await writeChanges(tx, own);
  changes.add(own);
}

function standing(writes: readonly CourseFieldWrite[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(writes.map(({ field, value }): [string, unknown] => [field, JSON.parse(value)]));
}

/** A copy or a title may have turned out to be another. */
function underRealIds<R extends CourseRow | null>(row: R, aliases: Aliases): R {
  if (row === null) return row;
  if ('itemId' in row) return { ...row, itemId: itemId(aliases.of('item', row.itemId)) };
  if ('titleId' in row && row.titleId !== null) return { ...row, titleId: titleId(aliases.of('title', row.titleId)) };
  return row;
}
