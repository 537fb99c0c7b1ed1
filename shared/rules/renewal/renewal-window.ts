// When a loan may be renewed: the soonest moment, and the last one of an automatic renewal. Source: loan rules, section
// 5. Days are steps on the library's calendar, hours elapsed time; to the moment, or from the beginning of the local
// day.

import type { Instant } from '../../core/instant.ts';
import { dayOf, midnightOf, readDay } from '../calendar/local-time.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { addPeriod } from '../due/add-period.ts';
import { isDayGranular, type Period } from '../model/period.ts';
import type { AutoRenewTerms, RenewTerms } from '../model/policy/renew.ts';

/** The moment from which a loan may be renewed by hand; null = at any time. */
export function soonestRenewal(
  clock: ZoneClock,
  dueAt: Instant,
  { notBefore }: Pick<RenewTerms, 'notBefore'>,
): Instant | null {
  if (notBefore === null) return null;
  const soonest = before(clock, dueAt, notBefore.period);
  const isByDay = notBefore.precision === 'day' && isDayGranular(notBefore.period);
  return isByDay ? clock.toInstant(midnightOf(dayOf(clock.toLocal(soonest)))) : soonest;
}

/** The moment from which a loan renews by itself: without a rule not before it is due. */
export function soonestAutoRenewal(clock: ZoneClock, dueAt: Instant, auto: Pick<AutoRenewTerms, 'notBefore'>): Instant {
  return auto.notBefore === null ? dueAt : before(clock, dueAt, auto.notBefore);
}

/** The moment from which a loan no longer renews by itself; null = it always does. */
export function latestAutoRenewal(
  clock: ZoneClock,
  issuedAt: Instant,
  { notAfter, hardDate }: Pick<AutoRenewTerms, 'notAfter' | 'hardDate'>,
): Instant | null {
  const ends = [
    ...(notAfter === null ? [] : [addPeriod(clock, issuedAt, notAfter, 'wall-clock')]),
    ...(hardDate === null ? [] : [clock.toInstant(midnightOf(readDay(hardDate)))]),
  ];
  return ends.length === 0 ? null : Math.min(...ends);
}

function before(clock: ZoneClock, at: Instant, { n, unit }: Period): Instant {
  return addPeriod(clock, at, { n: -n, unit }, 'wall-clock');
}
