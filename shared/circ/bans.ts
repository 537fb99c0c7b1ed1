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
import { standingOf, type Loan } from './model/loan.ts';
import { RETURNED_LATE } from './model/patron-blocks.ts';
import type { Patron, PatronBlock } from './model/patron.ts';

/** A loan of a patron, with what its lateness is counted by: when its branch is open, null where that is not known. */
export type BanCase = { readonly loan: Loan; readonly policy: Policy | null; readonly times: OpeningTimes | null };

const PREFIX = 'ban:';

/** The name of the ban that the return of a loan makes. */
export const banId = (loan: LoanId): string => `${PREFIX}${loan}`;

/** The loan whose return made a block; null for a block that a person or the library system set. */
export function loanOfBan({ id }: Pick<PatronBlock, 'id'>): LoanId | null {
  return id.startsWith(PREFIX) ? loanId(id.slice(PREFIX.length)) : null;
}

/** The rules by whose calendars the lateness of a loan counts: those of the newest closing, those it was lent under, else those of its return. */
export function rulesOfBan(
  { branch, rulesVersion, inAt }: Loan,
  known: {
    readonly closings: readonly Closing[];
    readonly activations: readonly { readonly version: RuleSetVersion; readonly at: Instant }[];
  },
): RuleSetVersion | null {
  const closing = closingsAt(known.closings, branch).at(-1)?.version;
  const then = known.activations.toSorted((a, b) => a.at - b.at).findLast(({ at }) => inAt !== null && at <= inAt);
  return closing ?? rulesVersion ?? then?.version ?? null;
}

/** The days of ban for a lateness, by the policy of the loan; 0 = none. How often a patron was banned before is not kept. */
export function lateBanDays(policy: Policy, span: LateSpan): number {
  const { terms } = policy;
  const ban = terms?.ban ?? null;
  if (terms === undefined || ban === null) return 0;
  const unit = unitOf(policy, terms);
  const late = lateUnits({ in: unit, closedTime: terms.overdue.lateness.closedTime }, span);
  return banDays(ban, { late, unit });
}

/** Lateness of bans counts in days or hours, as the loan is due. */
function unitOf({ grain }: Policy, { overdue }: PolicyTerms): LateUnits['unit'] {
  const { in: unit } = overdue.lateness;
  if (unit === 'days' || unit === 'hours') return unit;
  return grain === 'time' ? 'hours' : 'days';
}

/** The patron with the bans of these loans as they stand, and without those that they do not make. What a person lifted stays so. */
export function withBans(patron: Patron, cases: readonly BanCase[], isLifted: (block: string) => boolean): Patron {
  if (cases.length === 0) return patron;
  const asked = new Set(cases.map(({ loan }) => banId(loan.id)));
  const others = patron.blocks.filter(({ id }) => !asked.has(id));
  const bans: PatronBlock[] = [];
  for (const one of cases.toSorted(byReturn)) {
    const ban = banOf(one, [...others, ...bans]);
    if (ban !== null && !isLifted(ban.id)) bans.push(ban);
  }
  const blocks = [...others, ...bans];
  return isSame(patron.blocks, blocks) ? patron : { ...patron, blocks };
}

/** The ban of one return; a running ban lengthens it where the policy says so. */
function banOf({ loan, policy, times }: BanCase, blocks: readonly PatronBlock[]): PatronBlock | null {
  const standing = standingOf(loan);
  if (standing.is !== 'returned' || policy === null || times === null) return null;
  const ban = policy.terms?.ban ?? null;
  const { at: inAt } = standing;
  const { clock } = times;
  const days = lateBanDays(policy, { dueAt: loan.dueAt, inAt, clock, times });
  if (ban === null || days === 0) return null;
  const bannedUntil = ban.cumulative ? lastBan(blocks, inAt) : null;
  const endsAt = banEnd(ban, { days, returnedAt: inAt, bannedUntil, clock, times });
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
function lastBan(blocks: readonly PatronBlock[], at: Instant): Instant | null {
  const ends = blocks.flatMap((block) => (loanOfBan(block) !== null && block.setAt <= at ? (block.endsAt ?? []) : []));
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
