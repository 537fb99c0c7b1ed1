// Courses that have a title on their list: a tab of the record of the title.

import { z } from 'zod';
import { isOver, type Course, type Reading, type Reserve, type Term } from '../circ/model/course.ts';
import { CourseIdSchema, type CourseId, type TermId } from '../core/ids.ts';
import { dayOf, writeDay } from '../rules/calendar/local-time.ts';
import { UTC, zoneClock } from '../rules/calendar/zone-clock.ts';
import { columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const TitleCourseRowSchema = z.object({
  courseId: CourseIdSchema,
  number: z.string(),
  name: z.string(),
  instructors: z.array(z.string()),
  term: z.string(),
  isOver: z.boolean(),
  /** On reserve for it, and of these the ones that are in. */
  copies: z.int(),
  free: z.int(),
});
export type TitleCourseRow = z.infer<typeof TitleCourseRowSchema>;

const { column } = columnsOf<TitleCourseRow>();

/** Those that run first. */
export const titleCourses = defineList({
  name: 'title-courses',
  words: { en: 'Courses', es: 'Cursos' },
  empty: { en: 'On no reading list.', es: 'No está en ninguna lista de lecturas.' },
  of: 'title',
  row: TitleCourseRowSchema,
  rowKey: ({ courseId }) => courseId,
  columns: [
    {
      ...column('text', 'course', { en: 'Course', es: 'Curso' }, ({ number, name }) =>
        [number, name].filter(Boolean).join(' '),
      ),
      stays: true,
    },
    column('text', 'instructors', { en: 'Instructors', es: 'Docentes' }, ({ instructors }) => instructors.join(' · ')),
    column('text', 'term', { en: 'Term', es: 'Periodo' }, ({ term }) => term),
    column('count', 'copies', { en: 'Copies', es: 'Ejemplares' }, ({ copies }) => copies),
    column('count', 'in', { en: 'In', es: 'En el estante' }, ({ free }) => free),
  ],
  order: (a, b) => Number(a.isOver) - Number(b.isOver) || inOrder(a.number, b.number) || inOrder(b.term, a.term),
  state: ({ isOver: over, free }) => (over || free === 0 ? 'plain' : 'reserve'),
  opens: ({ courseId }) => ({ record: 'course', courseId }),
});

/** Further data that the rows look up. */
export type TitleCourseSource = Pick<RowSource, 'item'> & {
  course(id: CourseId): Course | null;
  term(id: TermId): Term | null;
  reservesOf(course: CourseId): readonly Reserve[];
};

/** The course of each of these readings of one title. */
export function titleCourseRows(
  source: TitleCourseSource,
  readings: readonly Reading[],
  { now, zone }: LookingFrom,
): TitleCourseRow[] {
  const today = writeDay(dayOf((zoneClock(zone) ?? UTC).toLocal(now)));
  return readings.flatMap(({ id, courseId }) => {
    const course = source.course(courseId);
    if (course === null) return [];
    const term = source.term(course.termId);
    const copies = source.reservesOf(courseId).filter(({ readingId }) => readingId === id);
    const isFree = ({ status, itemId }: Reserve): boolean =>
      status === 'on-reserve' && source.item(itemId)?.state.status === 'available';
    return [
      {
        courseId,
        number: [course.numbers[0], course.section].filter(Boolean).join(' '),
        name: course.name,
        instructors: course.instructors,
        term: term?.name ?? '',
        isOver: isOver(course, term, today),
        copies: copies.length,
        free: copies.filter(isFree).length,
      },
    ];
  });
}
