// Times as other systems write them: on the clock of the library.

import { Temporal } from 'temporal-polyfill';
import { sayableInstant, type Instant } from '../../shared/core/instant.ts';

export type LocalTimes = {
  /** "2026-12-31". */
  readonly date: (at: Instant | null | undefined) => string;
  /** "2026-12-31 17:00:00". */
  readonly time: (at: Instant | null | undefined) => string;
  /** "2026-12-31T17:00:00-06:00". */
  readonly offset: (at: Instant | null | undefined) => string;
};

/** The clock of a zone. Nothing is an empty text. */
export function localTimes(zone: string): LocalTimes {
  const of = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(zone);
  const said = (form: (at: Temporal.ZonedDateTime) => string) => (at: Instant | null | undefined) =>
    at === null || at === undefined ? '' : form(of(at));
  return {
    date: said((at) => at.toPlainDate().toString()),
    time: said((at) => at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')),
    offset: said((at) => at.toString({ smallestUnit: 'second', timeZoneName: 'never' })),
  };
}
