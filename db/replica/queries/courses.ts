// Terms, courses, reading lists and copies on reserve of the replica.

import { foldText } from '../../../shared/core/fold-text.ts';
import type { CourseId, ItemId, ReadingId, ReserveId, TermId, TitleId } from '../../../shared/core/ids.ts';
import type { Course, Reading, Reserve, Term } from '../../../shared/circ/model/course.ts';
import type { Replica } from '../open-replica.ts';
import { wordsQuery } from '../prefix.ts';
import { allRows, parseStored, rowByKey, rowsWhere } from '../read-row.ts';

/** Queries of the course tables. */
export type CourseSource = {
  term(id: TermId): Term | null;
  terms(): readonly Term[];
  course(id: CourseId): Course | null;
  courses(): readonly Course[];
  /** By words of number, name, section and instructors. */
  coursesFoundBy(query: string, limit: number): readonly Course[];
  reading(id: ReadingId): Reading | null;
  readingsOf(course: CourseId): readonly Reading[];
  readingsOfTitle(title: TitleId): readonly Reading[];
  reserve(id: ReserveId): Reserve | null;
  reserves(): readonly Reserve[];
  reservesOf(course: CourseId): readonly Reserve[];
  reservesOfItem(item: ItemId): readonly Reserve[];
};

/** The courses of a replica. */
export function replicaCourses(db: Replica): CourseSource {
  return {
    term: (id) => rowByKey(db, 'term', id),
    terms: () => allRows(db, 'term'),
    course: (id) => rowByKey(db, 'course', id),
    courses: () => allRows(db, 'course'),
    coursesFoundBy: (query, limit) => findCourses(db, query, limit),
    reading: (id) => rowByKey(db, 'reading', id),
    readingsOf: (course) => rowsWhere(db, 'reading', 'WHERE course_id = ?', course),
    readingsOfTitle: (title) => rowsWhere(db, 'reading', 'WHERE title_id = ?', title),
    reserve: (id) => rowByKey(db, 'reserve', id),
    reserves: () => allRows(db, 'reserve'),
    reservesOf: (course) => rowsWhere(db, 'reserve', 'WHERE course_id = ?', course),
    reservesOfItem: (item) => rowsWhere(db, 'reserve', 'WHERE item_id = ?', item),
  };
}

/** A desk without a replica. */
export const noCourses: CourseSource = {
  term: () => null,
  terms: () => [],
  course: () => null,
  courses: () => [],
  coursesFoundBy: () => [],
  reading: () => null,
  readingsOf: () => [],
  readingsOfTitle: () => [],
  reserve: () => null,
  reserves: () => [],
  reservesOf: () => [],
  reservesOfItem: () => [],
};

function findCourses(db: Replica, query: string, limit: number): Course[] {
  const words = wordsQuery(foldText(query));
  if (words === null) return [];
  const narrowing = words.initials.map(() => "AND (' ' || c.words) LIKE ?").join(' ');
  const sql = `SELECT c.row FROM course_words w JOIN course c ON c.n = w.rowid WHERE w.course_words MATCH ? ${narrowing} LIMIT ?`;
  const initials = words.initials.map((initial) => `% ${initial}%`);
  return db
    .all<{ readonly row: string }>(sql, words.match, ...initials, limit)
    .flatMap(({ row }) => parseStored('course', row) ?? []);
}
