// `moveReserve`: where a copy is on its way to the reserve shelf.

import { z } from 'zod';
import { ItemIdSchema, ReserveIdSchema } from '../../core/ids.ts';
import { ReserveStatusSchema } from '../../core/reserve-status.ts';
import { toldDecision } from '../../circ/told.ts';
import { MoveReserveInputSchema, ReserveMovedSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

export const moveReserve = defineAct({
  name: 'moveReserve',
  args: z.object({
    reserveId: ReserveIdSchema,
    itemId: ItemIdSchema,
    barcode: z.string(),
    status: ReserveStatusSchema,
  }),
  told: z.object(toldDecision),
  method: { name: 'reserve.move', input: MoveReserveInputSchema, output: ReserveMovedSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Course reserve processed', es: 'Reserva de curso tramitada' },
  keywords: { en: ['processing', 'fetch for reserve'], es: ['preparar reserva de curso', 'buscar para reserva'] },
  record: (header, { reserveId, status }) => [
    { kind: 'writeCourses', writes: [{ row: 'reserve', id: reserveId, fields: { status, since: header.at } }], header },
  ],
});
