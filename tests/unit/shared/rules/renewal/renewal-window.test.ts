// When a loan may be renewed, by day and by hour, around clock changes and months that end early.

import { zoneClock, type ZoneClock } from '../../../../../shared/rules/calendar/zone-clock.ts';
import {
  latestAutoRenewal,
  soonestAutoRenewal,
  soonestRenewal,
} from '../../../../../shared/rules/renewal/renewal-window.ts';
import { days, hours } from '../../../../support/small-library.ts';

function clockOf(zone: string): ZoneClock {
  const clock = zoneClock(zone);
  if (clock === null) throw new Error(`no zone ${zone}`);
  return clock;
}

const newYork = clockOf('America/New_York');
const at = (text: string) => Date.parse(text);

describe('the window of renewals', () => {
  test('opens so many days before the due moment, at its time of day, also over a clock change', () => {
    // Clocks go forward on March 13th, so the week before is an hour short.
    const due = at('2022-03-16T23:59:00-04:00');
    const exact = soonestRenewal(newYork, due, { notBefore: { period: days(7), precision: 'exact' } });
    expect(exact).toBe(at('2022-03-09T23:59:00-05:00'));
  });

  test('opens with the day where it is looked at by day, but for loans in hours to the moment', () => {
    const due = at('2022-06-15T18:30:00-04:00');
    expect(soonestRenewal(newYork, due, { notBefore: { period: days(2), precision: 'day' } })).toBe(
      at('2022-06-13T00:00:00-04:00'),
    );
    expect(soonestRenewal(newYork, due, { notBefore: { period: hours(2), precision: 'day' } })).toBe(
      at('2022-06-15T16:30:00-04:00'),
    );
  });

  test('is always open where no rule says when', () => {
    expect(soonestRenewal(newYork, 0, { notBefore: null })).toBeNull();
  });

  test('of loans that renew by themselves opens when they are due, if no rule says when', () => {
    const due = at('2022-06-15T18:30:00-04:00');
    expect(soonestAutoRenewal(newYork, due, { notBefore: null })).toBe(due);
    expect(soonestAutoRenewal(newYork, due, { notBefore: days(1) })).toBe(at('2022-06-14T18:30:00-04:00'));
  });

  test('closes after so long or on a day, whichever is earlier', () => {
    const issued = at('2022-06-01T12:00:00-04:00');
    const latest = (notAfter: number | null, hardDate: string | null) =>
      latestAutoRenewal(newYork, issued, { notAfter: notAfter === null ? null : days(notAfter), hardDate });
    expect(latest(null, null)).toBeNull();
    expect(latest(10, null)).toBe(at('2022-06-11T12:00:00-04:00'));
    expect(latest(null, '2022-06-05')).toBe(at('2022-06-05T00:00:00-04:00'));
    expect(latest(10, '2022-06-05')).toBe(at('2022-06-05T00:00:00-04:00'));
    expect(latest(2, '2022-06-05')).toBe(at('2022-06-03T12:00:00-04:00'));
  });
});
