// Lessons of staff: a row for each person who began the tasks of a first shift at a desk of the branch, with the tasks that are left.

import { z } from 'zod';
import type { LogEntryOf } from '../circ/model/log-entry.ts';
import { finishedAt } from '../circ/model/lessons.ts';
import { StaffIdSchema, type BranchId, type StaffId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { LESSON_IDS, LESSON_TASKS } from '../core/lesson-tasks.ts';
import type { Words } from '../core/language.ts';
import { columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';

export const LessonRowSchema = z.object({
  staffId: StaffIdSchema,
  /** Null: a person who may not sign in here. */
  name: z.string().nullable(),
  done: z.int(),
  of: z.int(),
  lastAt: InstantSchema,
  finishedAt: InstantSchema.nullable(),
  left: z.object({ en: z.string(), es: z.string() }),
});
export type LessonRow = z.infer<typeof LessonRowSchema>;

const { column, moment } = columnsOf<LessonRow>();

export const staffLessons = defineList({
  name: 'staff-lessons',
  words: { en: 'Lessons', es: 'Lecciones' },
  empty: {
    en: 'Nobody has begun the tasks of a first shift. They are in Practice.',
    es: 'Nadie empezó las tareas del primer turno. Están en Práctica.',
  },
  of: 'branch',
  right: 'manage-staff',
  row: LessonRowSchema,
  rowKey: ({ staffId }) => staffId,
  work: { section: 'desk', weight: null },
  columns: [
    column('text', 'staff', { en: 'Staff', es: 'Personal' }, ({ name, staffId }) => name ?? staffId),
    column('text', 'done', { en: 'Done', es: 'Hechas' }, ({ done, of }) => ({
      words: { en: `${done}/${of}`, es: `${done}/${of}` },
    })),
    moment('last', { en: 'Last task', es: 'Última tarea' }, ({ lastAt }) => lastAt),
    { ...column('text', 'left', { en: 'Left to do', es: 'Por hacer' }, ({ left }) => ({ words: left })), stays: true },
  ],
  order: (a, b) => b.done - a.done || inOrder(a.name, b.name) || inOrder(a.staffId, b.staffId),
  state: (row) => (row.finishedAt === null ? 'plain' : 'ready'),
  opens: () => null,
});

/** The rows of a branch; of all where none is named. */
export function lessonRows(
  entries: readonly LogEntryOf<'lessons'>[],
  { branch, nameOf }: { readonly branch: BranchId | null; readonly nameOf: (staff: StaffId) => string | null },
): LessonRow[] {
  return entries
    .filter((entry) => branch === null || entry.branch === branch)
    .map(({ what }) => {
      const { staff, done } = what;
      const left = LESSON_IDS.filter((id) => !done.some(({ task }) => task === id));
      const joined = (language: keyof Words) => left.map((id) => LESSON_TASKS[id].title[language]).join(' · ');
      return {
        staffId: staff,
        name: nameOf(staff),
        done: LESSON_IDS.length - left.length,
        of: LESSON_IDS.length,
        lastAt: Math.max(0, ...done.map(({ at }) => at)),
        finishedAt: finishedAt(what),
        left: { en: joined('en'), es: joined('es') },
      };
    });
}
