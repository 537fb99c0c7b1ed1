// A zone's clock caches its results; after any earlier calls it agrees with the zone's own rules.

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { zoneClock, type ZoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';

/** Half hours, both halves of the earth, a zone that left out a day, one without changes, and one that had many. */
const ZONES = [
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Tokyo',
  'America/Caracas',
];

function clockOf(zone: string): ZoneClock {
  const clock = zoneClock(zone);
  if (clock === null) throw new Error(`no zone ${zone}`);
  return clock;
}

/** The wall clock at an instant, asked of the zone itself. */
function plainLocal(zone: string, at: number): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return zoned.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds;
}

function plainInstant(zone: string, time: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO('UTC').toPlainDateTime();
  return local.toZonedDateTime(zone).epochMilliseconds;
}

/** Anywhere within a century, and around the changes of one year. */
function someTimes(zone: string): fc.Arbitrary<number[]> {
  const changes: number[] = [];
  let at = Temporal.Instant.from('2009-06-01T00:00:00Z').toZonedDateTimeISO(zone);
  for (let index = 0; index < 8; index += 1) {
    const next = at.getTimeZoneTransition('next');
    if (next === null) break;
    changes.push(next.epochMilliseconds);
    at = next;
  }
  const near = changes.map((change) =>
    fc
      .tuple(fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }), fc.constantFrom(1, MINUTE_MS, HOUR_MS))
      .map(([off, grain]) => change + Math.round(off / grain) * grain),
  );
  const anywhere = fc.integer({ min: Date.UTC(1970), max: Date.UTC(2070) });
  return fc.array(fc.oneof(anywhere, ...near), { minLength: 1, maxLength: 40 });
}

test.each(ZONES)('the clock of %s tells in any order what its zone says', (zone) => {
  fc.assert(
    fc.property(someTimes(zone), (times) => {
      const clock = clockOf(zone);
      for (const time of times) {
        expect(clock.toLocal(time)).toBe(plainLocal(zone, time));
        expect(clock.toInstant(time)).toBe(plainInstant(zone, time));
      }
    }),
    { numRuns: 60 },
  );
});
