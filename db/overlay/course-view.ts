// Courses as they look at this desk: the rows of the replica with the writes of this desk that are not confirmed.

import { foldText } from '../../shared/core/fold-text.ts';
import {
  courseRowOf,
  type Course,
  type CourseRow,
  type CourseRowKind,
  type CourseWrite,
} from '../../shared/circ/model/course.ts';
import { compareActs } from '../../shared/circ/fold/timeline.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { courseWords } from '../replica/kind-table.ts';
import type { CourseSource } from '../replica/queries/courses.ts';

type RecordedWrites = Extract<Recorded, { kind: 'writeCourses' }>;
type Pending = { readonly of: RecordedWrites; readonly write: CourseWrite };

/** Writes of courses that are pending. */
export type PendingCourses = {
  /** The writes of a row, in the order in which they count. */
  readonly of: (id: string) => readonly CourseWrite[];
  /** Ids of the rows of a kind that were written. */
  readonly written: (kind: CourseRowKind) => readonly string[];
  add(one: RecordedWrites): void;
  remove(one: RecordedWrites): void;
};

/** None yet. */
export function coursesWritten(): PendingCourses {
  const rows = new Map<string, readonly Pending[]>();
  return {
    of: (id) => (rows.get(id) ?? []).map(({ write }) => write),
    written: (kind) => [...rows].flatMap(([id, own]) => (own[0]?.write.row === kind ? [id] : [])),
    add: (of) => {
      for (const write of of.writes) {
        const own = [...(rows.get(write.id) ?? []), { of, write }];
        rows.set(
          write.id,
          own.toSorted((a, b) => compareActs(a.of.header, b.of.header)),
        );
      }
    },
    remove: (of) => {
      for (const { id } of of.writes) {
        const left = (rows.get(id) ?? []).filter((one) => one.of !== of);
        if (left.length === 0) rows.delete(id);
        else rows.set(id, left);
      }
    },
  };
}

/** The source with the pending writes over it. */
export function courseView(source: CourseSource, pending: PendingCourses): CourseSource {
  function now<K extends CourseRowKind>(kind: K, id: string, row: CourseRow<K> | null): CourseRow<K> | null {
    const writes = pending.of(id);
    if (writes.length === 0) return row;
    const values: Record<string, unknown> = { ...row };
    for (const { fields } of writes) Object.assign(values, fields);
    // A row that is gone from the copy has its fields at the server alone: only a write of all of them brings it back here.
    return courseRowOf(kind, id, values);
  }
  /** Rows of the copy as they are now, and those that only pending writes make. */
  function all<K extends CourseRowKind>(
    kind: K,
    rows: readonly CourseRow<K>[],
    isMeant: (row: CourseRow<K>) => boolean = () => true,
  ): CourseRow<K>[] {
    const known = new Map(rows.map((row) => [String(row.id), now(kind, row.id, row)]));
    for (const id of pending.written(kind)) if (!known.has(id)) known.set(id, now(kind, id, rowOf(source, kind, id)));
    return [...known.values()].filter((row) => row !== null).filter(isMeant);
  }
  return {
    term: (id) => now('term', id, source.term(id)),
    terms: () => all('term', source.terms()),
    course: (id) => now('course', id, source.course(id)),
    courses: () => all('course', source.courses()),
    coursesFoundBy: (query, limit) =>
      all('course', source.coursesFoundBy(query, limit), (course) => isFoundBy(course, query)).slice(0, limit),
    reading: (id) => now('reading', id, source.reading(id)),
    readingsOf: (id) => all('reading', source.readingsOf(id), ({ courseId }) => courseId === id),
    readingsOfTitle: (id) => all('reading', source.readingsOfTitle(id), ({ titleId }) => titleId === id),
    reserve: (id) => now('reserve', id, source.reserve(id)),
    reserves: () => all('reserve', source.reserves()),
    reservesOf: (id) => all('reserve', source.reservesOf(id), ({ courseId }) => courseId === id),
    reservesOfItem: (id) => all('reserve', source.reservesOfItem(id), ({ itemId }) => itemId === id),
  };
}

function rowOf<K extends CourseRowKind>(source: CourseSource, kind: K, id: string): CourseRow<K> | null {
  return parseReader<K>(source[kind])(id);
}

/** Each kind is read under its own id. */
const parseReader = <K extends CourseRowKind>(read: unknown) => read as (id: string) => CourseRow<K> | null;

/** Whether each word of the query begins a word of the course. */
function isFoundBy(course: Course, query: string): boolean {
  const words = courseWords(course).split(' ');
  return foldText(query)
    .split(' ')
    .filter(Boolean)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}
