// `placeBooking`: a patron gets a unit of a kind of equipment, or one unit, for a span. Always recorded, even if the
// unit was booked meanwhile: of two overlapping bookings the first by effective time stands.

import { z } from 'zod';
import { BookingIdSchema, BranchIdSchema, ItemIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision } from '../../circ/told.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { BookingAnswerSchema } from '../../views/equipment.ts';
import { defineAct } from '../define-act.ts';

export const placeBooking = defineAct({
  name: 'placeBooking',
  args: z.object({
    /** Minted where it is placed. */
    bookingId: BookingIdSchema,
    /** Code of the kind. */
    kind: z.string().min(1),
    /** The unit that is asked for; null = any of the kind. */
    itemId: ItemIdSchema.nullable(),
    /** Of that unit. */
    barcode: z.string().optional(),
    patronId: PatronIdSchema,
    /** As scanned or typed. */
    card: z.string(),
    from: InstantSchema,
    to: InstantSchema,
    /** Where it is picked up. */
    branch: BranchIdSchema,
    /** The booking that it takes the place of. */
    moves: BookingIdSchema.optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** When it ends if not picked up, as announced to the patron. */
    noShowAt: InstantSchema,
  }),
  method: {
    name: 'booking.place',
    input: z.object({
      kind: z.string().min(1).max(40),
      /** The barcode of one unit; absent = any of the kind. */
      unit: CodeSchema.optional(),
      patron: CodeSchema,
      from: IsoInstantSchema,
      to: IsoInstantSchema,
      /** The booking of this patron that it takes the place of: that one is canceled. */
      moves: BookingIdSchema.optional(),
    }),
    output: BookingAnswerSchema,
  },
  names: {
    item: ['itemId'],
    barcode: ['barcode'],
    patron: ['patronId'],
    card: ['card'],
    branch: ['branch'],
  },
  timeline: 'rows',
  right: null,
  serves: true,
  undo: { en: 'cancel the booking instead', es: 'cancele el apartado' },
  words: { en: 'Booked', es: 'Apartado' },
  keywords: {
    en: ['book', 'booking', 'book camera', 'book laptop', 'reserve equipment', 'schedule'],
    es: ['apartar', 'apartado', 'reservar equipo', 'agendar'],
  },
  record: (header, { bookingId: booking, itemId: unit, kind, patronId, from, to, branch, moves }, { noShowAt }) => [
    {
      kind: 'writeBooking',
      booking,
      write: {
        how: 'placed',
        placed: { kind, unit, patronId, from, to, branch, noShowAt, ...(moves === undefined ? {} : { moves }) },
      },
      header,
    },
  ],
});
