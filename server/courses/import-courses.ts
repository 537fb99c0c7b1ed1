// Takes a list of courses into the library. A new value is written at this moment, a repeated one is no write: the edit of a person stands until the
// list has another value, and the same file twice changes nothing.

import type { Clock } from '../../shared/core/ports.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { CourseWrite } from '../../shared/circ/model/course.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { writeListedReserves } from '../items/write-items.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';
import { createReferences } from '../timeline/references.ts';
import type { CourseList, RefusedLine } from './course-line.ts';
import { readCourseWrites, writeCourseFields, type CourseFieldWrite } from './course-writes.ts';
import { planCourseLines, type CoursePlan, type PlannedWrite } from './plan-course-lines.ts';

/** Before every act. */
const SINCE_EVER: Instant = 0;

export type CourseImport = {
  /** Rows that are new or have new values, by kind. */
  readonly written: Readonly<Record<CourseWrite['row'], number>>;
  readonly refused: readonly RefusedLine[];
};

/** Imports a list; `dryRun`: returns the writes without making them. Throws HF-IMPORT-006 where there is no library. */
export async function importCourses(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  list: CourseList,
  { dryRun }: { readonly dryRun: boolean },
): Promise<CourseImport> {
  const look = async (tx: ReadTx) => {
    const plan = await planIn(tx, list);
    return { plan, fresh: await whatIsNew(tx, plan.writes, clock.now()) };
  };
  const { plan, fresh } = dryRun
    ? await store.read(look)
    : await writeAndPublish(store, async ({ tx, changes }) => {
        await holdCopies(tx, list);
        const found = await look(tx);
        await writeCourseFields(tx, found.fresh, changes);
        const context = { references: createReferences(), now: clock.now(), changes };
        await writeListedReserves(tx, found.plan.reserves, context);
        return found;
      });
  const count = (kind: CourseWrite['row']): number =>
    new Set(fresh.flatMap((one) => (one.kind === kind ? [one.row_id] : []))).size;
  return {
    written: { term: count('term'), course: count('course'), reading: count('reading'), reserve: count('reserve') },
    refused: [...list.refused, ...plan.refused],
  };
}

/** Holds the copies that the list names, as acts do: by their titles, and before anything is read of them. */
async function holdCopies(tx: WriteTx, list: CourseList): Promise<void> {
  if (!tx.hasRivals) return;
  const barcodes = barcodesOf(list);
  const rows = await tx.db.selectFrom('item').select('title_id').where(tx.anyOf('barcode', barcodes)).execute();
  await tx.lock([...new Set(rows.map((row) => `title:${row.title_id}`))]);
}

const barcodesOf = ({ lines }: CourseList): ReadonlySet<string> =>
  new Set(lines.flatMap(({ barcode }) => (barcode ? [barcode] : [])));

async function planIn(tx: ReadTx, list: CourseList): Promise<CoursePlan> {
  const [library] = await readAllRows(tx, 'library');
  if (library === undefined) throw new HoldfastError('HF-IMPORT-006', { file: 'the database' });
  const barcodes = barcodesOf(list);
  const items = await readRowsBy(tx, 'item', { column: 'barcode', values: barcodes });
  const titles = await readRows(tx, 'title', new Set(items.map(({ titleId }) => titleId)));
  const locations = await readAllRows(tx, 'location');
  const terms = await readAllRows(tx, 'term');
  const itemByBarcode = new Map(items.map((item) => [item.barcode, item]));
  return planCourseLines(list, {
    library: library.id,
    terms: new Map(terms.map((term) => [term.id, term])),
    location: (text) => locations.find(({ id, name }) => id === text || name === text)?.id ?? null,
    item: (barcode) => itemByBarcode.get(barcode) ?? null,
    title: (id) => titles.get(id) ?? null,
  });
}

/** Fields of which the list had another value, or none; and, before all writes, fields that were never set of a row. */
async function whatIsNew(tx: ReadTx, writes: readonly PlannedWrite[], now: Instant): Promise<CourseFieldWrite[]> {
  const known = await readCourseWrites(
    tx,
    writes.map(({ id }) => id),
  );
  return writes.flatMap(({ row, id, fields, defaults }): CourseFieldWrite[] => {
    const own = known.get(id) ?? [];
    const write = (field: string, value: unknown, at: Instant): CourseFieldWrite => ({
      kind: row,
      row_id: id,
      field,
      value: JSON.stringify(value),
      at,
      desk_id: '',
      stream: '',
      seq: 0,
    });
    const said = (field: string) =>
      own.findLast((one) => one.field === field && one.desk_id === '' && one.at !== SINCE_EVER)?.value;
    const stands = (field: string) => own.findLast((one) => one.field === field)?.value;
    const fresh = Object.entries(fields)
      .map(([field, value]) => write(field, value, now))
      .filter(({ field, value }) => said(field) !== value);
    const unsaid = Object.entries(defaults)
      .filter(([field]) => !(field in fields) && stands(field) === undefined)
      .map(([field, value]) => write(field, value, SINCE_EVER));
    const isMoved = fresh.some(
      ({ field, value }) => row === 'reserve' && (field === 'status' || field === 'off') && stands(field) !== value,
    );
    return [...unsaid, ...fresh, ...(isMoved ? [write('since', now, now)] : [])];
  });
}
