// Exceptions as a list: one row each in the order to work them. Their cards are its detail (`exception.list`).

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import { ExceptionIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { ParamsSchema, say } from '../core/say.ts';
import { WeightSchema } from '../circ/model/exception.ts';
import { exceptionMessage } from '../circ/say-exception.ts';
import { WORK_GROUPS } from '../views/sync.ts';
import { barcodeColumn, callNumberColumn, columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';

export const ExceptionRowSchema = z.object({
  exceptionId: ExceptionIdSchema,
  code: z.string(),
  params: ParamsSchema,
  weight: WeightSchema,
  group: z.enum(WORK_GROUPS),
  at: InstantSchema,
  title: z.string().nullable(),
  barcode: z.string().nullable(),
  callNumber: z.string().nullable(),
  /** Where it is to be worked; null = anywhere. */
  branchName: z.string().nullable(),
  /** The person assigned; empty for a person that this desk does not know, null = unassigned. */
  assigned: z.string().nullable(),
});
export type ExceptionRow = z.infer<typeof ExceptionRowSchema>;

const weights = WeightSchema.options;

const { column, moment } = columnsOf<ExceptionRow>();

export const exceptionList = defineList({
  name: 'exceptions',
  words: { en: 'Exceptions', es: 'Incidencias' },
  empty: { en: 'No exceptions.', es: 'No hay incidencias.' },
  of: 'branch',
  row: ExceptionRowSchema,
  rowKey: ({ exceptionId }) => exceptionId,
  work: { section: 'first', weight: 'act-now' },
  columns: [
    moment('at', { en: 'Happened', es: 'Ocurrió' }, ({ at }) => at),
    column('text', 'what', { en: 'What differs', es: 'Qué no coincide' }, (row, { saying, reservesName = null }) => {
      const { words, params } = exceptionMessage(row, reservesName).text;
      return say(saying, words, params);
    }),
    callNumberColumn,
    barcodeColumn,
    column('text', 'branch', { en: 'Branch', es: 'Sede' }, ({ branchName }) => branchName),
    {
      ...column('text', 'assigned', { en: 'Assigned to', es: 'A cargo de' }, ({ assigned }) => assigned),
      internal: true,
    },
  ],
  order: (a, b) =>
    weights.indexOf(a.weight) - weights.indexOf(b.weight) ||
    WORK_GROUPS.indexOf(a.group) - WORK_GROUPS.indexOf(b.group) ||
    inShelfOrder(a.callNumber, b.callNumber) ||
    a.at - b.at,
  state: ({ weight }) => (weight === 'act-now' ? 'attention' : 'plain'),
  acts: [
    {
      act: 'resolveExceptions',
      key: 'D',
      label: { en: 'Done', es: 'Hecho' },
      offered: ({ weight }) => weight !== 'note',
    },
  ],
  opens: ({ exceptionId }) => ({ record: 'exception', exceptionId }),
});
