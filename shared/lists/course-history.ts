// The history of a course: the course itself, its list, and its copies. A tab of the record of the course; without a
// line it has the acts of this desk.

import { z } from 'zod';
import { ACT_WORDS } from '../acts/act-words.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { ActIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { ReserveStatusSchema } from '../core/reserve-status.ts';
import { columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';
import { RESERVE_STATUS_WORDS } from './reserve-words.ts';

export const CourseActRowSchema = z.object({
  commandId: ActIdSchema,
  at: InstantSchema,
  name: z.string(),
  /** Of the copy or the reading that it is about; null = of the course. */
  title: z.string().nullable(),
  barcode: z.string().nullable(),
  /** Where a copy was on its way from then on. */
  status: ReserveStatusSchema.nullable(),
  by: z.string().nullable(),
  /** Name of another desk; null = this one. */
  desk: z.string().nullable(),
  /** Not confirmed by the server yet. */
  pending: z.boolean(),
});
export type CourseActRow = z.infer<typeof CourseActRowSchema>;

const { column, moment } = columnsOf<CourseActRow>();

/** The newest on top. */
export const courseHistory = defineList({
  name: 'course-history',
  words: { en: 'History', es: 'Historial' },
  empty: { en: 'Nothing known at this desk.', es: 'Este mostrador no tiene nada registrado.' },
  of: 'course',
  row: CourseActRowSchema,
  rowKey: ({ commandId }) => commandId,
  columns: [
    moment('at', { en: 'When', es: 'Cuándo' }, ({ at }) => at),
    column('text', 'act', { en: 'What', es: 'Qué' }, ({ name }) => ({ words: nameOfCode(ACT_WORDS, name) })),
    column('text', 'details', { en: 'Details', es: 'Detalles' }, ({ title, barcode, status }, { saying }) =>
      [title, barcode, status === null ? null : RESERVE_STATUS_WORDS[status][saying.language]]
        .filter(Boolean)
        .join(' · '),
    ),
    column('text', 'by', { en: 'Who', es: 'Quién' }, ({ by, desk }) => [by, desk].filter(Boolean).join(' · ')),
  ],
  order: (a, b) => b.at - a.at || (a.commandId < b.commandId ? 1 : -1),
  state: ({ pending }) => (pending ? 'attention' : 'plain'),
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});
