// `cancelBooking`: a booking ends before it was picked up. One that was picked up before, as it turns out, stays picked up.

import { z } from 'zod';
import { BookingIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { BookingAnswerSchema } from '../../views/equipment.ts';
import { defineAct } from '../define-act.ts';

export const cancelBooking = defineAct({
  name: 'cancelBooking',
  args: z.object({
    bookingId: BookingIdSchema,
    patronId: PatronIdSchema,
    /** The booking that was placed with it, at another time. */
    movedTo: BookingIdSchema.optional(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'booking.cancel',
    input: z.object({ bookingId: BookingIdSchema }),
    output: BookingAnswerSchema,
  },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: null,
  undo: { en: 'book again instead', es: 'vuelva a apartar' },
  words: { en: 'Booking canceled', es: 'Apartado cancelado' },
  keywords: { en: ['cancel booking'], es: ['cancelar apartado'] },
  record: (header, { bookingId: booking, movedTo }) => [
    {
      kind: 'writeBooking',
      booking,
      write: { how: 'cancelled', ...(movedTo === undefined ? {} : { movedTo }) },
      header,
    },
  ],
});
