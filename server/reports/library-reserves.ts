// Course reserves of the whole library, for the report on them: also of copies that were taken off, whose writes are kept.

import { itemId } from '../../shared/core/ids.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { SHELVED_FIELDS, shelvedOf } from '../../shared/reports/reserves/reserve-spans.ts';
import { reserveUses, type ReserveShelved, type ReserveUses } from '../../shared/reports/reserves/reserve-uses.ts';
import { rowSource } from '../lists/row-source.ts';
import { compareWrites } from '../patrons/field-write.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';

/** Readings with the copies that stood on the shelf in a time, and their loans. */
export async function libraryReserves(tx: ReadTx, period: ReportPeriod): Promise<ReserveUses> {
  const shelved = await shelvedIn(tx, period);
  const items = await readRows(tx, 'item', new Set(shelved.map((one) => one.itemId)));
  const source = await rowSource(tx, { items: items.values() });
  const courses = new Map((await readAllRows(tx, 'course')).map((row) => [row.id, row]));
  const terms = new Map((await readAllRows(tx, 'term')).map((row) => [row.id, row]));
  const readings = await readRows(tx, 'reading', new Set(shelved.flatMap(({ readingId }) => readingId ?? [])));
  const loans = Map.groupBy(
    await readRowsBy(tx, 'loan', { column: 'item_id', values: new Set(items.keys()) }),
    (loan) => loan.itemId,
  );
  const known = reserveUses(shelved, {
    course: (id) => courses.get(id) ?? null,
    term: (id) => terms.get(id) ?? null,
    reading: (id) => readings.get(id) ?? null,
    titleOf: (id) => {
      const item = items.get(id);
      return item === undefined ? null : (source.title(item.titleId)?.title ?? item.barcode);
    },
    loansOf: (id) => (loans.get(id) ?? []).filter(({ state }) => state !== 'in-question'),
  });
  return { ...known, hasTakenOff: true };
}

/** Copies with a stretch on the shelf that falls into a time. */
async function shelvedIn(tx: ReadTx, { from, to }: ReportPeriod): Promise<ReserveShelved[]> {
  const writes = await tx.db
    .selectFrom('course_field')
    .selectAll()
    .where('kind', '=', 'reserve')
    .where('field', 'in', SHELVED_FIELDS)
    .execute();
  const rows = Map.groupBy(writes.toSorted(compareWrites), (write) => write.row_id);
  const all = [...rows.values()].flatMap((own) => shelvedOf(own) ?? []);
  const meant = all.filter(({ spans }) => spans.some((one) => one.from < to && (one.to === null || one.to > from)));
  // A copy may have turned out to be another.
  const aliases = await loadAliases(
    tx,
    meant.map((one) => one.itemId),
  );
  return meant.map((one) => ({ ...one, itemId: itemId(aliases.of('item', one.itemId)) }));
}
