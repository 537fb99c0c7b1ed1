// `endCourse`: a course is over before its term is: its copies go on the pull list.

import { z } from 'zod';
import { CourseIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CourseWrittenSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

export const endCourse = defineAct({
  name: 'endCourse',
  args: z.object({ courseId: CourseIdSchema }),
  told: z.object(toldDecision),
  method: { name: 'course.end', input: z.object({ courseId: CourseIdSchema }), output: CourseWrittenSchema },
  names: {},
  timeline: 'rows',
  right: 'edit-items',
  words: { en: 'Course ended', es: 'Curso terminado' },
  keywords: { en: ['end of term'], es: ['fin del periodo'] },
  record: (header, { courseId }) => [
    { kind: 'writeCourses', writes: [{ row: 'course', id: courseId, fields: { ended: true } }], header },
  ],
});
