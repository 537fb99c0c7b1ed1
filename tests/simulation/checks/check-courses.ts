// Courses at the end: each field has its last recorded value, and a copy has the shelf of those reserves that it was not taken off since.

import { z } from 'zod';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import { bySaid, isAllKnown, type Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';
import type { Catalog } from './check-catalog.ts';

const fields = z.record(z.string(), z.unknown());
const CourseSaid = z.object({ courseId: z.string(), fields: fields.default({}) });
const ReadingSaid = z.object({
  readingId: z.string(),
  titleId: z.string().nullable().optional(),
  fields: fields.default({}),
});
const ReserveSaid = z.object({
  reserveId: z.string(),
  itemId: z.string(),
  terms: fields.default({}),
  fields: fields.default({}),
  reading: ReadingSaid.nullable().default(null),
  status: z.string().optional(),
});

const NAMES = [
  'addCourse',
  'editCourse',
  'endCourse',
  'addReading',
  'removeReading',
  'placeOnReserve',
  'moveReserve',
  'takeOffReserve',
];

type Rows = Map<string, Map<string, unknown>>;

/** Rows of courses as the server has them. */
export async function readCourses(tx: ReadTx): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const rows = [
    ...(await readAllRows(tx, 'course')),
    ...(await readAllRows(tx, 'reading')),
    ...(await readAllRows(tx, 'reserve')),
  ];
  return new Map(rows.map((row) => [row.id, { ...row }]));
}

/** Each row against its recorded acts, and each copy against its reserves. [I24] */
export function checkCourses(
  found: Awaited<ReturnType<typeof readCourses>>,
  { itemOf, titleOf, items }: Pick<Catalog, 'itemOf' | 'titleOf' | 'items'>,
  said: readonly Said[],
): void {
  if (!isAllKnown(said, NAMES)) return;
  const rows: Rows = new Map();
  const write = (id: string, values: object): void => {
    const own = rows.get(id) ?? new Map<string, unknown>();
    for (const [field, value] of Object.entries(values)) own.set(field, value);
    rows.set(id, own);
  };
  const writeReading = (args: unknown): void => {
    const { readingId, titleId = null, fields: values } = ReadingSaid.parse(args);
    write(readingId, { ...values, titleId: titleId === null ? null : titleOf(titleId), removed: false });
  };
  for (const { name, args } of said.toSorted(bySaid)) {
    if (!NAMES.includes(name)) continue;
    if (name === 'addReading') writeReading(args);
    else if (name === 'removeReading') write(ReadingSaid.parse(args).readingId, { removed: true });
    else if (name.endsWith('Course')) {
      const { courseId, fields: values } = CourseSaid.parse(args);
      write(courseId, name === 'endCourse' ? { ended: true } : values);
    } else {
      const { reserveId, itemId, terms, fields: values, reading, status } = ReserveSaid.parse(args);
      if (reading !== null) writeReading(reading);
      if (name === 'moveReserve') write(reserveId, { status });
      else if (name === 'takeOffReserve') write(reserveId, { off: true });
      else write(reserveId, { ...terms, ...values, itemId: itemOf(itemId), off: false });
    }
  }
  for (const [id, values] of rows) {
    const row = found.get(id);
    const isGone = values.get('removed') === true || values.get('off') === true;
    // A purge, or a desk that was lost before it handed in, leaves a row that only edits say something of.
    const isWhole = values.has('numbers') || values.has('place') || values.has('off');
    if (!isWhole) continue;
    holds(24, isGone === (row === undefined), () => `${id} is ${isGone ? 'there' : 'not there'}`);
    if (row === undefined) continue;
    for (const [field, value] of values)
      holds(
        24,
        isSameData(row[field] ?? null, value ?? null),
        () => `${field} of ${id} is ${JSON.stringify(row[field])}`,
      );
  }
  for (const { id, reserves = [] } of items) {
    const live = [...rows].flatMap(([reserve, own]) =>
      own.get('itemId') === id && own.get('off') === false ? [reserve] : [],
    );
    const has = reserves.map((one) => String(one.id));
    holds(
      24,
      isSameData(has.toSorted(), live.toSorted()),
      () => `${id} is on ${has.join(', ')}, not ${live.join(', ')}`,
    );
  }
}
