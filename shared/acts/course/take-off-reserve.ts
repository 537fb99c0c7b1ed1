// `takeOffReserve`: a copy is no longer on reserve for a course. It goes back to its own shelf, or to the instructor who owns it, unless another
// course has it.

import { z } from 'zod';
import { ItemIdSchema, ReserveIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { ReserveOffSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';

export const takeOffReserve = defineAct({
  name: 'takeOffReserve',
  args: z.object({ reserveId: ReserveIdSchema, itemId: ItemIdSchema, barcode: z.string() }),
  told: z.object(toldDecision),
  method: { name: 'reserve.takeOff', input: z.object({ reserveId: ReserveIdSchema }), output: ReserveOffSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: null,
  audit: true,
  words: { en: 'Taken off course reserve', es: 'Quitado de reserva de curso' },
  keywords: { en: ['pull from reserve', 'end of term'], es: ['sacar de reserva de curso', 'fin del periodo'] },
  record: (header, { reserveId, itemId }) => [
    {
      kind: 'writeCourses',
      writes: [{ row: 'reserve', id: reserveId, fields: { off: true, since: header.at } }],
      header,
    },
    { kind: 'writeItem', itemId, fields: {}, reserve: { id: reserveId, at: header.at, terms: null }, header },
  ],
});
