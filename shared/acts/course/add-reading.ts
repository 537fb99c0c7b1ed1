// `addReading`: a title, or something that the catalog does not have, on the reading list of a course. Written again, its words and its place are
// those of the later one.

import { z } from 'zod';
import { ReadingIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { ReadingSchema } from '../../circ/model/course.ts';
import { toldDecision } from '../../circ/told.ts';
import { AddReadingInputSchema, ReadingWrittenSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

/** The recorded fields of a reading. */
export const readingArgs = z.object({
  readingId: ReadingIdSchema,
  titleId: TitleIdSchema.nullable(),
  fields: ReadingSchema.omit({ id: true, titleId: true, removed: true }),
});

/** The write that puts a reading on its list. */
export function readingWrite({ readingId, titleId, fields }: z.infer<typeof readingArgs>) {
  return { row: 'reading', id: readingId, fields: { ...fields, titleId, removed: false } } as const;
}

export const addReading = defineAct({
  name: 'addReading',
  args: readingArgs,
  told: z.object(toldDecision),
  method: { name: 'course.addReading', input: AddReadingInputSchema, output: ReadingWrittenSchema },
  names: { title: ['titleId'] },
  timeline: 'rows',
  right: 'edit-items',
  words: { en: 'Reading added to a course', es: 'Lectura añadida a un curso' },
  keywords: { en: ['reading list', 'course reading'], es: ['lista de lecturas', 'lectura de curso'] },
  record: (header, args) => [{ kind: 'writeCourses', writes: [readingWrite(args)], header }],
});
