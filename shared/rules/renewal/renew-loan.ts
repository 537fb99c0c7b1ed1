// A renewal as a whole: every reason against it, and the new date where there is one. Reported all at once.

import { foundIn, isAllowed, type Finding } from '../judge/finding.ts';
import type { Instant } from '../../core/instant.ts';
import type { Param } from '../../core/say.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { PROFILES } from '../model/profile.ts';
import type { TraceEntry } from '../trace.ts';
import { judgeRenewal, type RenewalQuestion } from './judge-renewal.ts';
import { renewedDue, type OfferedDue, type RenewedDueQuestion } from './renewed-due.ts';
import { isHeld } from './waiting-requests.ts';

/** The inputs of the new due date besides those of the judging. */
export type RenewalDates = Pick<RenewedDueQuestion, 'name' | 'lend' | 'shaping' | 'times' | 'bounds' | 'grade'>;

export type RenewalAnswer = {
  readonly findings: readonly Finding[];
  readonly isAllowed: boolean;
  /** Null where the policy gives none, or none that is later. */
  readonly dueAt: Instant | null;
  /** The date that the person who overrides the reasons gives; null = there is none to give. */
  readonly offered: OfferedDue | null;
  /** How often the loan has been renewed once this renewal is made. */
  readonly renewals: number;
  readonly unseenRenewals: number;
  readonly steps: readonly TraceEntry[];
};

/**
 * Judges a renewal and works out its date. A policy that does not lend or renew is asked for no date, unless all may be overridden there.
 * Total.
 */
export function renewLoan(question: RenewalQuestion, dates: RenewalDates): RenewalAnswer {
  const found = judgeRenewal(question);
  const { loan, terms, profile } = question;
  const date =
    loan === null || !(asksAlways(profile) || (question.isLoanable && terms.allowed))
      ? null
      : renewedDue({
          ...dates,
          now: question.now,
          renew: terms,
          issuedAt: loan.issuedAt,
          dueAt: loan.dueAt,
          holdWaiting: isHeld(question),
        });
  const findings =
    date === null || date.failure === null
      ? found
      : [...found, foundIn(profile, date.failure, { due: momentAt(question, date.about) })];
  return {
    findings,
    isAllowed: isAllowed(findings),
    dueAt: date?.dueAt ?? null,
    offered: date?.offered ?? null,
    renewals: (loan?.renewals ?? 0) + 1,
    unseenRenewals: question.isSeen ? 0 : (loan?.unseenRenewals ?? 0) + 1,
    steps: date?.steps ?? [],
  };
}

function asksAlways(profile: RenewalQuestion['profile']): boolean {
  return PROFILES[profile].blocks === 'final';
}

function momentAt({ clock, loan }: RenewalQuestion, at: Instant): Param {
  return { dueAt: clampInstant(at), grain: loan?.grain ?? 'time', zone: clock.zone };
}
