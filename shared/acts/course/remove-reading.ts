// `removeReading`: a reading leaves the list of its course. Its copies go on the pull list.

import { z } from 'zod';
import { ReadingIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { ReadingWrittenSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

export const removeReading = defineAct({
  name: 'removeReading',
  args: z.object({ readingId: ReadingIdSchema }),
  told: z.object(toldDecision),
  method: {
    name: 'course.removeReading',
    input: z.object({ readingId: ReadingIdSchema }),
    output: ReadingWrittenSchema,
  },
  names: {},
  timeline: 'rows',
  right: 'edit-items',
  words: { en: 'Reading removed from a course', es: 'Lectura quitada de un curso' },
  keywords: { en: ['reading list'], es: ['lista de lecturas'] },
  record: (header, { readingId }) => [
    { kind: 'writeCourses', writes: [{ row: 'reading', id: readingId, fields: { removed: true } }], header },
  ],
});
