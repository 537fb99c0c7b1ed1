// What a late return does to its patron where the rules ban instead of fining: told, since no act restricts an account. Source: loan rules, 6.

import type { Instant } from '../../core/instant.ts';
import { banDays, banEnd, type LateUnits } from '../../rules/fines/ban.ts';
import { lateUnits } from '../../rules/fines/late-time.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { PolicyTerms } from '../../rules/model/policy-terms.ts';
import type { BanChange } from '../../rules/return/return-question.ts';
import type { Loan } from '../model/loan.ts';
import type { Patron } from '../model/patron.ts';
import type { Scene } from './scene.ts';

/** A loan that ends, and who had it. */
export type LateReturn = {
  readonly loan: Loan;
  readonly policy: Policy;
  readonly patron: Patron;
  readonly inAt: Instant;
};

/** The ban by the policy of the loan and the calendar of the lending branch; null = none. How often a patron was banned before is not kept. */
export function expectedBan(scene: Scene, { loan, policy, patron, inAt }: LateReturn): BanChange | null {
  const { terms } = policy;
  const ban = terms?.ban ?? null;
  if (terms === undefined || ban === null) return null;
  const times = loan.branch === null ? null : scene.engine.timesOf(loan.branch);
  const clock = times?.clock ?? scene.clock;
  const unit = unitOf(policy, terms);
  const { closedTime } = terms.overdue.lateness;
  const late = lateUnits({ in: unit, closedTime }, { dueAt: loan.dueAt, inAt, clock, times });
  const days = banDays(ban, { late, unit });
  if (days === 0) return null;
  const bannedUntil = runningBan(patron, inAt);
  if (bannedUntil === 'for-ever') return { kind: 'before', until: null };
  const until = banEnd(ban, { days, returnedAt: inAt, bannedUntil, clock, times });
  return until === null ? null : { kind: until === bannedUntil ? 'before' : 'set', until };
}

/** Lateness of bans counts in days or hours, as the loan is due. */
function unitOf({ grain }: Policy, { overdue }: PolicyTerms): LateUnits['unit'] {
  const { in: unit } = overdue.lateness;
  if (unit === 'days' || unit === 'hours') return unit;
  return grain === 'time' ? 'hours' : 'days';
}

/** The end of the last block on borrowing that runs at a moment; null = none does. */
function runningBan({ blocks }: Patron, at: Instant): Instant | 'for-ever' | null {
  const ends = blocks
    .filter((block) => block.blocks.includes('CIRC') && block.setAt <= at)
    .map(({ endsAt }) => endsAt ?? Number.POSITIVE_INFINITY)
    .filter((end) => end > at);
  const last = Math.max(...ends);
  return ends.length === 0 ? null : Number.isFinite(last) ? last : 'for-ever';
}
