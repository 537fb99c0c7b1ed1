// Bookings of equipment in a time: how many were placed, picked up, canceled and not picked up, by kind.

import { bookingState, type Booking } from '../../circ/model/booking.ts';
import type { Instant } from '../../core/instant.ts';
import type { Row, Section } from '../document.ts';
import type { ReportPeriod } from '../question.ts';
import { countColumn, section, summed, textColumn } from '../section.ts';

/** A booking as it ended, or stands. */
export type CountedBooking = Pick<Booking, 'kind' | 'placedAt' | 'moves' | 'ends'>;

export type Bookings = {
  readonly bookings: readonly CountedBooking[];
  readonly kindName: (kind: string) => string;
};

/** By kind, the one with most bookings first. One that was moved to another time counts once. */
export function bookingSection({ bookings, kindName }: Bookings, { from, to }: ReportPeriod): Section {
  const isIn = (at: Instant | undefined): boolean => at !== undefined && at >= from && at < to;
  const columns = [
    textColumn('kind', 'Equipment', 'Equipo'),
    countColumn('booked', 'Booked', 'Apartados'),
    countColumn('picked_up', 'Picked up', 'Recogidos'),
    countColumn('canceled', 'Canceled', 'Cancelados'),
    countColumn('no_show', 'Not picked up', 'No recogidos'),
  ];
  const rows = [...Map.groupBy(bookings, ({ kind }) => kind)]
    .map(([kind, own]): [string, number[]] => {
      const ended = own.filter(({ ends: [end] }) => isIn(end?.at) && end?.movedTo === undefined);
      const counts = (['picked-up', 'cancelled', 'no-show'] as const).map(
        (how) => ended.filter((one) => bookingState(one) === how).length,
      );
      const placed = own.filter(({ placedAt, moves }) => isIn(placedAt) && moves === undefined).length;
      return [kindName(kind), [placed, ...counts]];
    })
    .filter(([, counts]) => counts.some((count) => count > 0))
    .toSorted(([a, [m = 0]], [b, [n = 0]]) => n - m || (a < b ? -1 : 1))
    .map(([kind, counts]): Row => [kind, ...counts]);
  return {
    ...summed(section('bookings', { en: 'Equipment bookings', es: 'Apartados de equipo' }, columns, rows)),
    notes: [
      {
        words: {
          en: 'Bookings of the whole library. One that was moved to another time counts once. Old bookings, which are forgotten to protect patrons, are not counted.',
          es: 'Apartados de toda la biblioteca. Uno que se pasó a otra hora cuenta una vez. No cuentan los apartados viejos, que se olvidan para proteger a los usuarios.',
        },
      },
    ],
  };
}
