// Bans that late returns make by the policies of their loans: blocks without a setter. They follow from the loans alone, so that a return that is
// undone, or turns out to be of another time, takes its ban along, at desks and server alike. Source: loan rules, 6.

import type { Instant } from '../core/instant.ts';
import { loanId, type LoanId, type RuleSetVersion } from '../core/ids.ts';
import { banDays, banEnd, type LateUnits } from '../rules/fines/ban.ts';
import { lateUnits, type LateSpan } from '../rules/fines/late-time.ts';
import type { OpeningTimes } from '../rules/calendar/opening-times.ts';
import type { Policy } from '../rules/model/policy.ts';
import type { PolicyTerms } from '../rules/model/policy-terms.ts';
import { closingsAt, type Closing } from './model/closing.ts';
import { isDueBeforeLent, lateUntil, standingOf, type Loan } from './model/loan.ts';
import { RETURNED_LATE } from './model/patron-blocks.ts';
import type { Patron, PatronBlock } from './model/patron.ts';

/** A loan of a patron, with its policy and the opening times that count its lateness; null where they are not known. */
export type BanCase = { readonly loan: Loan; readonly policy: Policy | null; readonly times: OpeningTimes | null };

const PREFIX = 'ban:';

/** The name of the ban that the return of a loan makes. */
export const banId = (loan: LoanId): string => `${PREFIX}${loan}`;

/** The loan whose return made a block; null for a block set by a person or the library system. */
export function loanOfBan({ id }: Pick<PatronBlock, 'id'>): LoanId | null {
  return id.startsWith(PREFIX) ? loanId(id.slice(PREFIX.length)) : null;
}

/**
 * The rules by whose calendars the lateness of a loan counts: those of the newest closing, those it was lent under, else those of its return. A server
 * that was restored may have lost the rules that a loan was lent under.
 */
export function rulesOfBan(
  { branch, rulesVersion, inAt }: Loan,
  known: {
    readonly closings: readonly Closing[];
    readonly activations: readonly { readonly version: RuleSetVersion; readonly at: Instant }[];
  },
): RuleSetVersion | null {
  const closing = closingsAt(known.closings, branch).at(-1)?.version;
  const then = known.activations.toSorted((a, b) => a.at - b.at).findLast(({ at }) => inAt !== null && at <= inAt);
  const lentUnder = known.activations.find(({ version }) => version === rulesVersion);
  return closing ?? lentUnder?.version ?? then?.version ?? rulesVersion;
}

/** The days of ban for a return, by the policy of the loan; 0 = none. `offence` counts the bans of the patron, this one included. */
export function lateBanDays(
  { loan, policy, inAt }: { readonly loan: Loan; readonly policy: Policy; readonly inAt: Instant },
  open: Pick<LateSpan, 'clock' | 'times'>,
  offence: number,
): number {
  const { terms } = policy;
  const ban = terms?.ban ?? null;
  if (terms === undefined || ban === null || isDueBeforeLent(loan)) return 0;
  const unit = unitOf(policy, terms);
  const span = { ...open, dueAt: loan.dueAt, inAt: lateUntil(loan, inAt) };
  const late = lateUnits({ in: unit, closedTime: terms.overdue.lateness.closedTime }, span);
  return banDays(ban, { late, unit }, offence);
}

/** Lateness of bans counts in days or hours, as the loan is due. */
function unitOf({ grain }: Policy, { overdue }: PolicyTerms): LateUnits['unit'] {
  const { in: unit } = overdue.lateness;
  if (unit === 'days' || unit === 'hours') return unit;
  return grain === 'time' ? 'hours' : 'days';
}

/** Facts of a ban besides its loan. */
export type BanKnowledge = {
  /** When a person lifted it; null = not lifted. */
  readonly liftedAt: (ban: string) => Instant | null;
  /** Whether it is written down again though it has ended. */
  readonly isKept: (ban: PatronBlock) => boolean;
  /** Bans of the patron by loans that are not given. */
  readonly madeBefore: number;
};

/**
 * The patron with the bans of these loans as they stand, and without those that they do not make. A ban that a person lifted lengthens others until
 * then, and stays lifted. Bans are worked out in the order of the returns: give every loan of the patron, and no order of arrival matters.
 */
export function withBans(patron: Patron, cases: readonly BanCase[], known: BanKnowledge): Patron {
  const asked = new Set(cases.map(({ loan }) => banId(loan.id)));
  const others = patron.blocks.filter(({ id }) => !asked.has(id));
  const before = others.filter((block) => loanOfBan(block) !== null);
  const madeBefore = Math.max(known.madeBefore, before.length);
  const bans: PatronBlock[] = [];
  for (const one of cases.toSorted(byReturn)) {
    const offence = madeBefore + bans.length + 1;
    const ban = banOf(one, { offence, bannedUntil: lastBan([...before, ...bans], known, one.loan.inAt) });
    if (ban !== null) bans.push(ban);
  }
  const standing = bans.filter((ban) => known.liftedAt(ban.id) === null && known.isKept(ban));
  const blocks = [...others, ...standing];
  const bansMade = madeBefore + bans.length;
  if (isSame(patron.blocks, blocks) && bansMade === bansOf(patron)) return patron;
  const { bansMade: _, ...rest } = patron;
  return { ...rest, blocks, ...(bansMade === 0 ? {} : { bansMade }) };
}

/** How often late returns banned a patron, lifted and ended bans included, as far as their loans are kept. */
export const bansOf = ({ bansMade = 0 }: Pick<Patron, 'bansMade'>): number => bansMade;

/** Whether the return of a loan makes a ban, other bans aside. */
export function makesBan(one: BanCase): boolean {
  return banOf(one, { offence: 1, bannedUntil: null }) !== null;
}

/** The ban of one return; a running ban lengthens it where the policy says so. */
function banOf(
  { loan, policy, times }: BanCase,
  { offence, bannedUntil }: { readonly offence: number; readonly bannedUntil: Instant | null },
): PatronBlock | null {
  const standing = standingOf(loan);
  if (standing.is !== 'returned' || policy === null || times === null) return null;
  const ban = policy.terms?.ban ?? null;
  const { at: inAt } = standing;
  const { clock } = times;
  const days = lateBanDays({ loan, policy, inAt }, { clock, times }, offence);
  if (ban === null || days === 0) return null;
  const running = ban.cumulative ? bannedUntil : null;
  const endsAt = banEnd(ban, { days, returnedAt: inAt, bannedUntil: running, clock, times });
  if (endsAt === null) return null;
  return {
    id: banId(loan.id),
    kind: 'BAN',
    label: RETURNED_LATE,
    blocks: ['CIRC', 'FULFILL'],
    origin: 'system',
    setAt: inAt,
    endsAt,
  };
}

/** The end of the last ban that runs at a moment; null = none does. */
function lastBan(bans: readonly PatronBlock[], { liftedAt }: BanKnowledge, at: Instant | null): Instant | null {
  const ends = bans.flatMap(({ id, setAt, endsAt }) =>
    at !== null && setAt <= at && endsAt !== null ? [Math.min(endsAt, liftedAt(id) ?? endsAt)] : [],
  );
  return ends.length === 0 ? null : Math.max(...ends);
}

function byReturn(a: BanCase, b: BanCase): number {
  return (a.loan.inAt ?? 0) - (b.loan.inAt ?? 0) || (a.loan.id < b.loan.id ? -1 : 1);
}

function isSame(before: readonly PatronBlock[], after: readonly PatronBlock[]): boolean {
  const sorted = (blocks: readonly PatronBlock[]): string =>
    JSON.stringify(blocks.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  return sorted(before) === sorted(after);
}
