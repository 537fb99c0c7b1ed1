// `placeOnReserve`: a copy goes on reserve for a course. From this moment it is lent by the terms of its reserve, wherever it is on its way.

import { z } from 'zod';
import { ItemIdSchema, ReserveIdSchema } from '../../core/ids.ts';
import { ReserveSchema, ReserveTermsSchema } from '../../circ/model/course.ts';
import { toldDecision } from '../../circ/told.ts';
import { PlaceOnReserveInputSchema, ReservePlacedSchema } from '../../views/course.ts';
import { defineAct } from '../define-act.ts';
import { readingArgs, readingWrite } from './add-reading.ts';

export const placeOnReserve = defineAct({
  name: 'placeOnReserve',
  args: z.object({
    reserveId: ReserveIdSchema,
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    terms: ReserveTermsSchema,
    fields: ReserveSchema.pick({ courseId: true, readingId: true, owner: true, status: true }),
    /** The reading that was put on the list with it; null = it was there. */
    reading: readingArgs.nullable(),
  }),
  told: z.object(toldDecision),
  method: { name: 'reserve.place', input: PlaceOnReserveInputSchema, output: ReservePlacedSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'rows',
  right: 'edit-items',
  audit: true,
  words: { en: 'Placed on course reserve', es: 'Puesto en reserva de curso' },
  keywords: {
    en: ['put on reserve', 'course reserves', 'reserve shelf'],
    es: ['poner en reserva de curso', 'estante de reservas de curso'],
  },
  record: (header, { reserveId, itemId, terms, fields, reading }) => [
    {
      kind: 'writeCourses',
      writes: [
        ...(reading === null ? [] : [readingWrite(reading)]),
        { row: 'reserve', id: reserveId, fields: { ...fields, ...terms, itemId, off: false, since: header.at } },
      ],
      header,
    },
    { kind: 'writeItem', itemId, fields: {}, reserve: { id: reserveId, at: header.at, terms }, header },
  ],
});
