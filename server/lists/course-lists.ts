// Lists of course reserves, of the whole library.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { CourseId, ItemId, TermId } from '../../shared/core/ids.ts';
import type { Course } from '../../shared/circ/model/course.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { readingRows, type ReadingRow } from '../../shared/lists/course-readings.ts';
import type { ReserveSource } from '../../shared/lists/reserve-lists.ts';
import { titleCourseRows, type TitleCourseRow } from '../../shared/lists/title-courses.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

/** Every copy on reserve with its related rows. */
export async function reserveState(tx: ReadTx): Promise<ReserveSource> {
  const reserves = await readAllRows(tx, 'reserve');
  const items = await readRows(tx, 'item', new Set(reserves.map(({ itemId }) => itemId)));
  const courses = new Map((await readAllRows(tx, 'course')).map((row) => [row.id, row]));
  const terms = new Map((await readAllRows(tx, 'term')).map((row) => [row.id, row]));
  const readings = await readRows(tx, 'reading', new Set(reserves.flatMap(({ readingId }) => readingId ?? [])));
  const loans = await readRows(tx, 'loan', new Set([...items.values()].flatMap(({ state }) => state.loan ?? [])));
  return {
    ...(await rowSource(tx, { items: items.values() })),
    currentLoan: (id) => loans.get(items.get(id)?.state.loan ?? '') ?? null,
    reserves: () => reserves,
    course: (id) => courses.get(id) ?? null,
    term: (id) => terms.get(id) ?? null,
    reading: (id) => readings.get(id) ?? null,
  };
}

/** Throws HF-CIRC-290. */
export async function courseOf(tx: ReadTx, id: string | null): Promise<Course> {
  const course = (await readRows(tx, 'course', [id ?? ''])).get(id ?? '');
  if (course === undefined) throw new HoldfastError('HF-CIRC-290');
  return course;
}

/** The reading list of a course with its copies. */
export async function readingsOfCourse({
  tx,
  now,
  zone,
  course: askedFor,
}: {
  readonly tx: ReadTx;
  readonly now: Instant;
  readonly zone: string;
  readonly course: () => Promise<Course>;
}): Promise<ReadingRow[]> {
  const course = await askedFor();
  const of = { column: 'course_id', values: [course.id] };
  const [readings, reserves] = [await readRowsBy(tx, 'reading', of), await readRowsBy(tx, 'reserve', of)];
  const items = await readRows(tx, 'item', new Set(reserves.map(({ itemId }) => itemId)));
  const loans = await readRows(tx, 'loan', new Set([...items.values()].flatMap(({ state }) => state.loan ?? [])));
  const titles = readings.flatMap(({ titleId }) => titleId ?? []);
  const source = await rowSource(tx, { items: items.values(), titles, loans: loans.values() });
  const currentLoan = (id: string) => {
    const loan = items.get(id)?.state.loan ?? null;
    return loan === null ? null : (loans.get(loan) ?? null);
  };
  return readingRows({ ...source, currentLoan }, { course, readings, reserves }, { now, zone });
}

/** The courses that have a title on their list. */
export async function coursesOfTitle({
  tx,
  now,
  zone,
  title,
}: {
  readonly tx: ReadTx;
  readonly now: Instant;
  readonly zone: string;
  readonly title: () => Promise<Title>;
}): Promise<TitleCourseRow[]> {
  const { id } = await title();
  const readings = await readRowsBy(tx, 'reading', { column: 'title_id', values: [id] });
  const courses = await readRows(tx, 'course', new Set(readings.map(({ courseId }) => courseId)));
  const terms = await readRows(tx, 'term', new Set([...courses.values()].map(({ termId }) => termId)));
  const reserves = await readRowsBy(tx, 'reserve', { column: 'course_id', values: courses.keys() });
  const byCourse = Map.groupBy(reserves, ({ courseId }) => courseId);
  const ofTitle = new Set(readings.map((reading) => reading.id));
  const meant = reserves.filter(({ readingId }) => readingId !== null && ofTitle.has(readingId));
  const items = await readRows(tx, 'item', new Set(meant.map(({ itemId }) => itemId)));
  const source = {
    item: (item: ItemId) => items.get(item) ?? null,
    term: (term: TermId) => terms.get(term) ?? null,
    course: (course: CourseId) => courses.get(course) ?? null,
    reservesOf: (course: CourseId) => byCourse.get(course) ?? [],
  };
  return titleCourseRows(source, readings, { now, zone });
}
