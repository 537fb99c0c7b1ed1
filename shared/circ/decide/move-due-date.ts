// Judges one of many changes of due dates: where a loan's date goes, within the calendar, or why it stays. Never lengthens a recalled loan.

import type { Instant } from '../../core/instant.ts';
import type { Grain } from '../../core/say-date.ts';
import { openDay } from '../../rules/calendar/count-days.ts';
import { clampDay, dayOf, midnightOf, readDay, type LocalDay } from '../../rules/calendar/local-time.ts';
import type { OpeningTimes } from '../../rules/calendar/opening-times.ts';
import { UTC, zoneClock, type ZoneClock } from '../../rules/calendar/zone-clock.ts';
import { endOfLocalDay } from '../../rules/due/end-of-day.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import type { Policy } from '../../rules/model/policy.ts';
import { ruleEngine } from '../../rules/resolve/rule-engine.ts';
import type { LibraryFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';

/** Where dates go: to a local day, by so many days, or out of closed time alone. Loans by the hour keep their time of day. */
export type DueMove =
  | { readonly to: 'day'; readonly day: string }
  | { readonly to: 'days'; readonly days: number }
  | { readonly to: 'open' };

/** A loan with the facts that its date depends on. */
export type MoveFacts = {
  readonly library: LibraryFacts;
  readonly loan: Loan;
  readonly policy: Policy | null;
  /** The loan is of the person who asks. */
  readonly isOwn: boolean;
};

export type MoveAsk = {
  readonly move: DueMove;
  /** Whether a date may become earlier than it is. */
  readonly mayShorten: boolean;
};

/** `isPastClosed`: the time that was asked for is closed, and the calendar moved it. */
export type MoveDecision = { readonly grain: Grain; readonly zone: string } & (
  | { readonly outcome: 'moves'; readonly dueAt: Instant; readonly isPastClosed: boolean }
  | { readonly outcome: 'stays'; readonly why: Finding }
);

/** Judges one loan. Total and pure. */
export function decideMove(facts: MoveFacts, { move, mayShorten }: MoveAsk, now: Instant): MoveDecision {
  const { library, loan, policy, isOwn } = facts;
  const times = loan.branch === null ? null : ruleEngine(library.rules).timesOf(loan.branch);
  const clock = times?.clock ?? clockOf(library, loan);
  const grain = policy?.grain ?? 'day';
  const place = { grain, zone: clock.zone } as const;
  const stays = (why: Finding): MoveDecision => ({ ...place, outcome: 'stays', why });
  if (isOwn) return stays(foundAs('block', 'OWN_ACCOUNT'));
  if (loan.state === 'lost') return stays(foundAs('block', 'RENEW_ITEM_LOST'));
  if (loan.state === 'in-question') return stays(foundAs('block', 'ITEM_IN_QUESTION'));
  const asked = wanted({ clock, loan, grain, endOfDay: policy?.terms?.shaping.endOfDay ?? '23:59' }, move);
  const dueAt = times === null ? asked.dueAt : pastClosed(times, asked, grain);
  if (dueAt === null) return stays(foundAs('block', 'NO_OPEN_DAYS', { branch: branchOf(library, loan) }));
  if (dueAt === loan.dueAt) return stays(foundAs('block', 'DUE_SAME'));
  const due = { dueAt, ...place };
  if (loan.recalled && dueAt > loan.dueAt)
    return stays(foundAs('block', 'DUE_PAST_RECALL', { due: { ...due, dueAt: loan.dueAt } }));
  if (dueAt <= now) return stays(foundAs('block', 'DUE_INVALID', { due }));
  if (dueAt < loan.dueAt && !mayShorten) return stays(foundAs('block', 'DUE_LATER_ALREADY'));
  return { ...place, outcome: 'moves', dueAt, isPastClosed: dueAt !== asked.dueAt };
}

type Wanted = { readonly dueAt: Instant; readonly day: LocalDay; readonly endOf: (day: LocalDay) => Instant };

type Moved = {
  readonly clock: ZoneClock;
  readonly loan: Loan;
  readonly grain: Grain;
  readonly endOfDay: '23:59' | '23:59:59';
};

/** The moment that was asked for, before the calendar. */
function wanted({ clock, loan, grain, endOfDay }: Moved, move: DueMove): Wanted {
  const local = clock.toLocal(loan.dueAt);
  const day = move.to === 'day' ? readDay(move.day) : clampDay(dayOf(local) + (move.to === 'days' ? move.days : 0));
  const endOf = (at: LocalDay): Instant => endOfLocalDay({ times: { clock }, shaping: { endOfDay } }, at);
  const timeOfDay = local - midnightOf(dayOf(local));
  return { day, endOf, dueAt: grain === 'day' ? endOf(day) : clock.toInstant(midnightOf(day) + timeOfDay) };
}

/** Loans in days go to the end of the next open day, others to the next opening; null where the calendar never opens. */
function pastClosed(times: OpeningTimes, { dueAt, day, endOf }: Wanted, grain: Grain): Instant | null {
  if (grain === 'day') {
    const open = openDay(times, day, 1);
    if (open === null) return null;
    return open === day ? dueAt : endOf(open);
  }
  // Due at closing time is due while it is open.
  if (times.isOpenAt(dueAt) || times.isOpenAt(dueAt - 1)) return dueAt;
  return times.nextOpening(dueAt)?.start ?? null;
}

function clockOf({ branches }: LibraryFacts, { branch }: Loan): ZoneClock {
  const zone = branch === null ? undefined : branches.get(branch)?.zone;
  return zoneClock(zone ?? 'UTC') ?? UTC;
}

function branchOf({ branches }: LibraryFacts, { branch }: Loan): string {
  return branch === null ? '' : (branches.get(branch)?.name ?? branch);
}
