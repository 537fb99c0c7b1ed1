// Expected ban of a late return, for the scan answer. Bans that already run count.

import type { Instant } from '../../core/instant.ts';
import { banEnd } from '../../rules/fines/ban.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { BanChange } from '../../rules/return/return-question.ts';
import { banId, bansOf, lateBanDays } from '../bans.ts';
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

/** The ban by the policy of the loan and the calendar of the lending branch; null = none. */
export function expectedBan(scene: Scene, { loan, policy, patron, inAt }: LateReturn): BanChange | null {
  const ban = policy.terms?.ban ?? null;
  if (ban === null) return null;
  const times = loan.branch === null ? null : scene.engine.timesOf(loan.branch);
  const clock = times?.clock ?? scene.clock;
  const isCounted = patron.blocks.some(({ id }) => id === banId(loan.id));
  const offence = bansOf(patron) + (isCounted ? 0 : 1);
  const days = lateBanDays({ loan, policy, inAt }, { clock, times }, offence);
  if (days === 0) return null;
  const bannedUntil = runningBan(patron, inAt);
  if (bannedUntil === 'for-ever') return { kind: 'before', until: null };
  const until = banEnd(ban, { days, returnedAt: inAt, bannedUntil, clock, times });
  return until === null ? null : { kind: until === bannedUntil ? 'before' : 'set', until };
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
