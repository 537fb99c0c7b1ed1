// `shift.today`: how much was done at this desk in its service day, for all who work here. It counts acts at the desk that made them, including those
// undone later, as the report of a shift does.

import { formatInstant, HOUR_MS, type Instant } from '../../../shared/core/instant.ts';
import { serviceDayBegin, serviceDayOf } from '../../../shared/core/service-day.ts';
import { hourBegins } from '../../../shared/core/week-hour.ts';
import type { TodayView } from '../../../shared/views/shift.ts';
import { factsBetween, type PlacedAct } from '../../../db/ledger/act-facts.ts';
import type { Desk } from '../desk.ts';
import { refusalsHere } from '../refusals/refusals-here.ts';
import { serviceDayTerms } from './shift-view.ts';
import { talliesToday } from './tallies.ts';

/** Today so far. */
export function doneToday(desk: Desk): TodayView {
  desk.session.required();
  const terms = serviceDayTerms(desk);
  const now = desk.clock.now();
  const [from, to] = [serviceDayBegin(serviceDayOf(now, terms), terms), now + 1];
  const acts = factsBetween(desk.ledger, { from, to });
  const named = (name: string): number => acts.filter((act) => act.name === name).length;
  return {
    checkouts: named('checkout'),
    checkins: named('checkin'),
    renewals: named('renew'),
    holdsFilled: acts.filter(({ name, fills }) => name === 'checkout' && fills !== null).length,
    inHouse: acts.reduce((sum, act) => sum + usedHere(act), 0),
    turnedAway: refusalsHere(desk, from, to).length,
    tallies: talliesToday(desk).length,
    overrides: acts.filter(({ overrides }) => overrides.length > 0).length,
    hours: byHour(acts, terms.zone),
  };
}

/** How often an act counts something as used in the house. */
function usedHere({ name, count, inHouse }: PlacedAct): number {
  if (name === 'recordUse') return count ?? 1;
  return inHouse ? 1 : 0;
}

const TRANSACTIONS: ReadonlySet<string> = new Set(['checkout', 'checkin', 'renew', 'recordUse']);

/** Hours without any count between others are there too, so that a chart shows a whole day. */
function byHour(acts: readonly PlacedAct[], zone: string): TodayView['hours'] {
  const hourBegan = hourBegins();
  const counts = new Map<Instant, number>();
  for (const { name, at } of acts) {
    if (!TRANSACTIONS.has(name)) continue;
    const hour = hourBegan(at, zone);
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  const hours: TodayView['hours'] = [];
  for (let at = first; at <= last; at += HOUR_MS) hours.push({ at: formatInstant(at), count: counts.get(at) ?? 0 });
  return hours;
}
