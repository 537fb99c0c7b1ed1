// Equipment, and whatever else is lent by the hour, that should be back: each hour counts, since the next person waits.

import { z } from 'zod';
import { ItemIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { sayDue } from '../core/say-date.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';

export const LateRowSchema = z.object({
  itemId: ItemIdSchema,
  title: z.string(),
  barcode: z.string(),
  dueAt: InstantSchema,
  zone: z.string(),
  card: z.string(),
  /** As a hold slip has it: the record says who it is. */
  label: z.string(),
  branchName: z.string(),
});
export type LateRow = z.infer<typeof LateRowSchema>;

const { column } = columnsOf<LateRow>();

export const lateEquipment = defineList({
  name: 'late-equipment',
  words: { en: 'Equipment overdue', es: 'Equipos con retraso' },
  empty: { en: 'No equipment is overdue.', es: 'Ningún equipo lleva retraso.' },
  of: 'branch',
  row: LateRowSchema,
  rowKey: ({ itemId }) => itemId,
  work: { section: 'shelves', weight: 'today' },
  columns: [
    column('text', 'title', { en: 'What', es: 'Qué' }, ({ title }) => title),
    column('text', 'due', { en: 'Due', es: 'Vencía' }, ({ dueAt, zone }, { saying }) =>
      sayDue(saying.language, { dueAt, grain: 'time', zone }, saying.now),
    ),
    column('person', 'label', { en: 'Patron', es: 'Usuario' }, ({ label }) => label),
    barcodeColumn,
    column('text', 'branch', { en: 'Lent at', es: 'Prestado en' }, ({ branchName }) => branchName),
  ],
  order: (a, b) => a.dueAt - b.dueAt || inOrder(a.barcode, b.barcode),
  state: () => 'overdue',
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});
