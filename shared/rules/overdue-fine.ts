// The cost of lateness by the policy that a loan keeps, in integer minor units. By its plain figures: grace is all or
// nothing, a started period counts whole, the cap comes last. If these are not enough, by its full terms
// (fines/late-fine.ts), with the same parts. If reminders cost, the sent ones are charged, and lateness is not. Source:
// loan rules, section 6 (fines).

import type { Instant } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import { chargedOf, periodsIn } from './fines/charged-periods.ts';
import { capFine, stepsToCap } from './fines/fine-cap.ts';
import { afterGrace } from './fines/grace.ts';
import type { OpeningTimes } from './calendar/opening-times.ts';
import { UTC } from './calendar/zone-clock.ts';
import { lateFine } from './fines/late-fine.ts';
import { reminderFees, remindersOf } from './fines/reminder-fees.ts';
import type { OverduePolicy, Policy } from './model/policy.ts';
import type { OverdueTerms } from './model/policy/overdue.ts';

/** Whether a period that ends at this moment ends on a closed day. */
export type IsClosedAt = (at: Instant) => boolean;

/** The overdue fine of a loan due at `dueAt` and in (or counted) at `inAt`. */
export function overdueFine(policy: OverduePolicy, dueAt: Instant, inAt: Instant, isClosedAt: IsClosedAt): MinorUnits {
  const late = afterGrace(inAt - dueAt, policy.graceMs, 'all-or-nothing');
  if (policy.rateMinor === 0 || late <= 0) return 0;
  const loanMinor = policy.maxMinor === 0 ? null : policy.maxMinor;
  const started = periodsIn(late, policy.perMs, 'start');
  const charged =
    policy.closedDays === 'count'
      ? started
      : chargedOf(started, stepsToCap(loanMinor, policy.rateMinor), (period) =>
          isClosedAt(dueAt + period * policy.perMs),
        );
  return capFine(charged * policy.rateMinor, { loanMinor, priceMinor: null, patron: null, stepMinor: null })
    .amountMinor;
}

/** A late loan, with the inputs of its fine besides its policy. */
export type LatePolicyLoan = {
  readonly dueAt: Instant;
  readonly inAt: Instant;
  /** Null where the lending branch has no calendar: it is never closed. */
  readonly times: OpeningTimes | null;
  readonly priceMinor: MinorUnits | null;
  /** Its due date was set by a recall. */
  readonly recalled: boolean;
};

/** The overdue fine of a loan by its policy. */
export function policyFine(policy: Policy, late: LatePolicyLoan): MinorUnits {
  const { dueAt, inAt, times } = late;
  const overdue = policy.terms?.overdue;
  const clock = times?.clock ?? UTC;
  if (overdue !== undefined && overdue.reminders.length > 0) {
    return reminderFees(remindersOf(overdue, dueAt, { clock, times }), inAt).amountMinor;
  }
  if (overdue === undefined || isPlain(overdue)) {
    return overdueFine(policy.overdue, dueAt, inAt, (at) => times?.isClosedAt(at) ?? false);
  }
  return lateFine(overdue, { ...late, clock, patronOwesMinor: 0 }).amountMinor;
}

/** Whether the plain figures of a policy are complete for the fine. */
function isPlain({ lateness, grace, normal: { rate }, ...terms }: OverdueTerms): boolean {
  return (
    lateness.in === 'elapsed' &&
    lateness.closedTime !== 'open-only' &&
    lateness.closedTime !== 'subtract-closed-dates' &&
    grace.mode === 'all-or-nothing' &&
    grace.extend === 'none' &&
    (rate === null || rate.chargeAt === 'start') &&
    terms.recalled === null &&
    !terms.capAtPrice &&
    terms.patronCapMinor === null &&
    !terms.overshoot
  );
}

/** Whether lateness on closed days is left out by the policy itself. */
export function leavesOutClosed({ overdue, terms }: Policy): boolean {
  if (terms === undefined) return overdue.closedDays === 'skip-closed-ends';
  return terms.overdue.lateness.closedTime !== 'count';
}

/** Whether the fine of a policy depends on when the lending branch is open. */
export function asksForCalendar({ overdue, terms }: Policy): boolean {
  if (overdue.closedDays === 'skip-closed-ends') return true;
  return terms !== undefined && (!isPlain(terms.overdue) || terms.overdue.reminders.length > 0);
}
