// Acts of this desk that the server has not answered, the oldest first.

import { z } from 'zod';
import { ACT_WORDS } from '../acts/act-words.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { ActIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';

export const WaitingActRowSchema = z.object({
  commandId: ActIdSchema,
  /** Order in which it is sent. */
  n: z.int(),
  seq: z.int(),
  name: z.string(),
  at: InstantSchema,
  title: z.string().nullable(),
  barcode: z.string().nullable(),
});
export type WaitingActRow = z.infer<typeof WaitingActRowSchema>;

const { column, moment } = columnsOf<WaitingActRow>();

export const waitingActs = defineList({
  name: 'waiting-acts',
  words: { en: 'Waiting to be sent', es: 'Pendiente de envío' },
  empty: { en: 'Nothing is waiting.', es: 'No hay nada pendiente.' },
  of: 'desk',
  row: WaitingActRowSchema,
  rowKey: ({ commandId }) => commandId,
  columns: [
    moment('at', { en: 'Recorded', es: 'Registrado' }, ({ at }) => at),
    column('text', 'act', { en: 'What', es: 'Qué' }, ({ name }) => ({ words: nameOfCode(ACT_WORDS, name) })),
    column('text', 'title', { en: 'Title', es: 'Título' }, ({ title }) => title),
    barcodeColumn,
  ],
  order: (a, b) => a.n - b.n,
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});
