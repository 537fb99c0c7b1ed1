// A list as the page shows it: in one language, with the page that opens and the acts on each row.

import { z } from 'zod';
import { CourseIdSchema, ExceptionIdSchema, TitleIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

export const OpensSchema = z.discriminatedUnion('record', [
  z.object({ record: z.literal('patron'), card: z.string() }),
  z.object({ record: z.literal('title'), titleId: TitleIdSchema }),
  z.object({ record: z.literal('item'), barcode: z.string() }),
  z.object({ record: z.literal('course'), courseId: CourseIdSchema }),
  z.object({ record: z.literal('exception'), exceptionId: ExceptionIdSchema }),
]);

/** Question in a row before an act. `zone`: of the clock that days are of. */
export const RowQuestionSchema = z.discriminatedUnion('for', [
  z.object({ for: z.literal('sure') }),
  z.object({ for: z.literal('text') }),
  z.object({ for: z.literal('place') }),
  z.object({ for: z.literal('date'), zone: z.string() }),
  z.object({ for: z.literal('branch'), choices: z.array(z.object({ branch: z.string(), name: z.string() })) }),
]);
export type RowQuestion = z.infer<typeof RowQuestionSchema>;

export const ListRowSchema = z.object({
  key: z.string(),
  /** The larger heading above that of its group; null, or absent: none. */
  part: z.string().nullable().optional(),
  /** The heading that it stands under; null = none. */
  group: z.string().nullable(),
  state: z.enum(['plain', 'ready', 'reserve', 'attention', 'overdue']),
  /** One text for each column. */
  texts: z.array(z.string()),
  /** The moments of columns of moments, so that ages grow on the screen; null for all others. */
  at: z.array(IsoInstantSchema.nullable()),
  opens: OpensSchema.nullable(),
  /** Acts on the row, each on one letter; `whyNot`: it is shown, and why it is not possible. */
  acts: z.array(
    z.object({
      act: z.string(),
      key: z.string(),
      label: z.string(),
      whyNot: z.string().nullable(),
      asks: RowQuestionSchema.nullable(),
    }),
  ),
  /** Ids of the row for the acts: barcode, card, ids. */
  names: z.record(z.string(), z.string()),
});
export type ListRow = z.infer<typeof ListRowSchema>;
export type RowAct = ListRow['acts'][number];

export const ListViewSchema = z.object({
  list: z.string(),
  heading: z.string(),
  empty: z.string(),
  /** All rows; fewer may be given. */
  count: z.int(),
  columns: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      kind: z.string(),
      isFigure: z.boolean(),
      /** It is seen beside the letters of a row. */
      stays: z.boolean(),
    }),
  ),
  rows: z.array(ListRowSchema),
  /** It is also written as MARC records. Absent = it is not. */
  isOrdered: z.literal(true).optional(),
});
export type ListView = z.infer<typeof ListViewSchema>;

/** A list of the place for work, with its count. */
export const WorkListSchema = z.object({
  list: z.string(),
  heading: z.string(),
  section: z.enum(['first', 'shelves', 'money', 'desk']),
  count: z.int(),
  /** How much its rows weigh; null = they are looked at, and nothing has to be done. */
  weight: z.enum(['act-now', 'today', 'note']).nullable(),
});
