// `addCourse`: a course in a term. Two desks that add the same number in the same term write one course.

import { z } from 'zod';
import { CourseIdSchema, TermIdSchema } from '../../core/ids.ts';
import { CourseSchema, TermSchema } from '../../circ/model/course.ts';
import { toldDecision } from '../../circ/told.ts';
import { AddCourseInputSchema, CourseWrittenSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

export const addCourse = defineAct({
  name: 'addCourse',
  args: z.object({
    courseId: CourseIdSchema,
    fields: CourseSchema.omit({ id: true }),
    /** The term as it was given. */
    term: z.object({ id: TermIdSchema, fields: TermSchema.omit({ id: true }) }),
  }),
  told: z.object(toldDecision),
  method: { name: 'course.add', input: AddCourseInputSchema, output: CourseWrittenSchema },
  names: {},
  timeline: 'rows',
  right: 'edit-items',
  words: { en: 'Course added', es: 'Curso añadido' },
  keywords: {
    en: ['course reserves', 'new course', 'reading list', 'class'],
    es: ['reservas de curso', 'curso nuevo', 'lista de lecturas', 'clase'],
  },
  record: (header, { courseId, fields, term }) => [
    {
      kind: 'writeCourses',
      writes: [
        { row: 'term', id: term.id, fields: term.fields },
        { row: 'course', id: courseId, fields },
      ],
      header,
    },
  ],
});
