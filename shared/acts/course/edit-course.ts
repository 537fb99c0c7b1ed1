// `editCourse`: fields of a course are written. Each counts by its effective time, so that two desks may edit one course. The use of a course in
// another term is an edit too: its list and its copies stay.

import { z } from 'zod';
import { CourseIdSchema, TermIdSchema } from '../../core/ids.ts';
import { CourseFieldsSchema, TermSchema } from '../../circ/model/course.ts';
import { toldDecision } from '../../circ/told.ts';
import { CourseWrittenSchema, EditCourseInputSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

export const editCourse = defineAct({
  name: 'editCourse',
  args: z.object({
    courseId: CourseIdSchema,
    fields: CourseFieldsSchema,
    /** The term, where one was given. */
    term: z.object({ id: TermIdSchema, fields: TermSchema.omit({ id: true }) }).nullable(),
  }),
  told: z.object(toldDecision),
  method: { name: 'course.edit', input: EditCourseInputSchema, output: CourseWrittenSchema },
  names: {},
  timeline: 'rows',
  right: 'edit-items',
  words: { en: 'Course edited', es: 'Curso editado' },
  keywords: {
    en: ['instructor', 'cross-listed', 'use this term'],
    es: ['docente', 'curso con varios números', 'usar este periodo'],
  },
  record: (header, { courseId, fields, term }) => [
    {
      kind: 'writeCourses',
      writes: [
        ...(term === null ? [] : [{ row: 'term' as const, id: term.id, fields: term.fields }]),
        { row: 'course', id: courseId, fields },
      ],
      header,
    },
  ],
});
