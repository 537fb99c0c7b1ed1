// `expireBooking`: the server's own. Ends a booking that was not picked up before its grace was over. A checkout from
// before that arrives late picked it up all the same: the earlier end counts.

import { z } from 'zod';
import { BookingIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const expireBooking = defineAct({
  name: 'expireBooking',
  args: z.object({ bookingId: BookingIdSchema, patronId: PatronIdSchema }),
  told: z.object(toldDecision),
  method: null,
  names: { patron: ['patronId'] },
  timeline: 'rows',
  own: true,
  right: null,
  words: { en: 'Booking not picked up', es: 'Apartado no recogido' },
  record: (header, { bookingId: booking }) => [{ kind: 'writeBooking', booking, write: { how: 'no-show' }, header }],
});
