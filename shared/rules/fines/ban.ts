// Bans for lateness: how many days, and until when. Source: loan rules, section 6.

import { MINUTE_MS, SECOND_MS, type Instant } from '../../core/instant.ts';
import { clampDay, dayOf, midnightOf, type LocalDay } from '../calendar/local-time.ts';
import type { OpeningTimes } from '../calendar/opening-times.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import type { BanRate, BanTerms } from '../model/policy/ban.ts';

/** How late, in the unit that the loan was lent in. */
export type LateUnits = { readonly late: number; readonly unit: 'days' | 'hours' };

/** The days of ban for a lateness; `offence` counts the bans of the patron, this one included. */
export function banDays(terms: BanTerms, { late, unit }: LateUnits, offence = 1): number {
  const units = late - terms.graceUnits;
  if (units <= 0) return 0;
  const rate = rateFor(terms, offence);
  const perUnit = rate.daysPerUnit * (unit === 'hours' ? 24 : 1);
  const days = rate.flatDays + Math.floor((units * perUnit) / Math.max(rate.perUnits, 1));
  return Math.min(days, rate.maxDays ?? Number.MAX_SAFE_INTEGER);
}

function rateFor(terms: BanTerms, offence: number): BanRate {
  const reached = terms.ladder.filter(({ fromOffence }) => fromOffence <= offence);
  return reached.toSorted((a, b) => b.fromOffence - a.fromOffence)[0] ?? terms.rate;
}

export type BanQuestion = {
  readonly days: number;
  readonly returnedAt: Instant;
  /** The end of a ban that the patron has already; null = none. */
  readonly bannedUntil: Instant | null;
  readonly clock: ZoneClock;
  readonly times: OpeningTimes | null;
};

/** The end of the last day of a ban; null when nothing is banned, or when there are not so many open days. */
export function banEnd(terms: Pick<BanTerms, 'openDaysOnly' | 'cumulative'>, question: BanQuestion): Instant | null {
  const { days, returnedAt, bannedUntil, clock, times } = question;
  const running = bannedUntil !== null && bannedUntil > returnedAt ? bannedUntil : null;
  if (days <= 0) return running;
  const from = dayOf(clock.toLocal(terms.cumulative && running !== null ? running : returnedAt));
  const last = terms.openDaysOnly && times !== null ? openDaysLater(times, from, days) : clampDay(from + days);
  if (last === null) return null;
  const end = clock.toInstant(midnightOf(last) + (23 * 60 + 59) * MINUTE_MS + 59 * SECOND_MS);
  return running === null ? end : Math.max(end, running);
}

/** No ban is counted over more open days than this. */
const MOST_DAYS = 36_600;

function openDaysLater(times: OpeningTimes, from: LocalDay, days: number): LocalDay | null {
  let day: LocalDay | null = from;
  for (let counted = 0; day !== null && counted < Math.min(days, MOST_DAYS); counted += 1) day = times.nextOpenDay(day);
  return day;
}
