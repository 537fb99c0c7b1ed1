// Cases of renewals by a policy: the reasons against it and the new due date.

import { z } from 'zod';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../../shared/core/instant.ts';
import { NO_BOUNDS } from '../../../../shared/rules/due/due-run.ts';
import { isAllowed } from '../../../../shared/rules/judge/finding.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../../shared/rules/model/policy/renew.ts';
import { judgeRenewal, type RenewalQuestion } from '../../../../shared/rules/renewal/judge-renewal.ts';
import { renewLoan } from '../../../../shared/rules/renewal/renew-loan.ts';
import type { Outcome } from '../compare.ts';
import { CalendarForm, readTimes } from '../forms/calendar-form.ts';
import { renewedItem } from '../forms/item-status-form.ts';
import { PatronForm, readPatron } from '../forms/patron-form.ts';
import { lendTermsOf, PolicyForm, readSchedules, shapingTermsOf } from '../forms/policy-form.ts';
import { storedPeriod } from '../forms/period-form.ts';
import { QueueEntryForm } from '../forms/queue-form.ts';
import { codesAgainst, upstreamCode } from '../forms/reasons-form.ts';
import { readQueue } from '../forms/waiting-form.ts';
import type { VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

const RenewForm = z.strictObject({
  loan_date: MomentForm.optional(),
  current_due: MomentForm.optional(),
  renewals_used: z.int().min(0).optional(),
  policy: PolicyForm,
  queue: z.array(QueueEntryForm).optional(),
  holds: z.array(QueueEntryForm).optional(),
  item_status: z.string().optional(),
  patron: PatronForm.optional(),
  calendar: CalendarForm.optional(),
  reminder_fees: z.boolean().optional(),
});
type RenewForm = z.infer<typeof RenewForm>;

/** Renews the loan of a case. */
export function renewByPolicy(one: VectorCase): Outcome {
  const form = readPart(RenewForm, one.input);
  const question = questionOf(one, form);
  const answer = asksForDate(form, question) ? renewWithDate(one, form, question) : withoutDate(question);
  return {
    allowed: answer.isAllowed,
    codes: codesAgainst(answer.findings),
    ...(answer.isAllowed && answer.dueAt !== null ? { due: answer.dueAt, renewals_used: answer.renewals } : {}),
    ...upstreamCode(one.system, 'renewal', answer.findings),
  };
}

type Answer = Pick<ReturnType<typeof renewLoan>, 'findings' | 'isAllowed' | 'dueAt' | 'renewals'>;

function renewWithDate(one: VectorCase, { policy, calendar, patron }: RenewForm, question: RenewalQuestion): Answer {
  const expires = typeof patron === 'object' ? patron.expires : null;
  return renewLoan(question, {
    name: 'policy',
    // Zero is a period of Koha: renewed until today.
    lend: { ...lendTermsOf(one, policy), zeroPeriod: one.system === 'koha' },
    shaping: shapingTermsOf(one, policy),
    times: readTimes(one, calendar ?? policy.calendar),
    bounds: { ...NO_BOUNDS, patronExpires: typeof expires === 'string' ? one.time.instant(expires) : null },
  });
}

/** A case that gives no policy for dates asks for the other reasons alone. */
function withoutDate(question: RenewalQuestion): Answer {
  const findings = judgeRenewal(question);
  return { findings, isAllowed: isAllowed(findings), dueAt: null, renewals: 0 };
}

/** Whether the case says anything of dates, or of nothing else that could refuse it. */
function asksForDate({ policy }: RenewForm, question: RenewalQuestion): boolean {
  const saysDates =
    policy.profile !== undefined ||
    policy.period !== undefined ||
    policy.renewal_period !== undefined ||
    (policy.schedules ?? policy.renewal_schedules) !== undefined;
  return saysDates || judgeRenewal(question).length === 0;
}

function questionOf(one: VectorCase, form: RenewForm): RenewalQuestion {
  const { policy } = form;
  const terms = termsOf(one, policy);
  const lend = lendTermsOf(one, policy);
  const moments = momentsOf(one, form);
  return {
    profile: one.system,
    ...moments.clocked,
    clock: one.time.clock,
    currency: 'USD',
    way: 'asked',
    isSeen: true,
    loan: {
      ...moments.loan,
      renewals: form.renewals_used ?? 0,
      unseenRenewals: 0,
      isOverdue: moments.loan.dueAt < moments.clocked.now,
      isOnsite: false,
      isOfOtherPatron: false,
      item: renewedItem(form.item_status),
      hasReminderFees: form.reminder_fees ?? false,
    },
    patron: readPatron({ ...one, clock: undefined }, form.patron),
    terms,
    isLoanable: policy.loanable !== false,
    isFixed: lend.profile === 'fixed',
    requests: readQueue([...(form.queue ?? []), ...(form.holds ?? [])]),
    copies: [],
    onShelfHolds: true,
    bookedFrom: null,
    ignored: new Set(),
  };
}

function termsOf(one: VectorCase, policy: PolicyForm): RenewTerms {
  return {
    ...PLAIN_RENEW_TERMS,
    allowed: policy.renewable !== false,
    maxCount: typeof policy.renewals === 'number' ? policy.renewals : null,
    from: readFrom(policy.renew_from),
    period: storedPeriod(policy.renewal_period),
    schedules: readSchedules(one, policy.renewal_schedules),
    limitSchedules: readSchedules(one, policy.renewal_limit_schedules),
    withHold: policy.renew_with_hold === true ? 'yes' : 'no',
    withHoldPeriod: policy.alternate_renewal_period_when_hold_waiting ?? null,
  };
}

function readFrom(from: PolicyForm['renew_from']): RenewTerms['from'] {
  switch (from) {
    case 'now':
    case undefined:
    case null:
      return 'now';
    case 'current_due':
      return 'due';
    default:
      return 'unknown';
  }
}

type Moments = {
  readonly clocked: { readonly now: Instant };
  readonly loan: { readonly issuedAt: Instant; readonly dueAt: Instant };
};

/** What a case does not say of its moments must not be asked for by its policy. */
function momentsOf(one: VectorCase, { loan_date, current_due, policy }: RenewForm): Moments {
  const read = (text: string | undefined) => (text === undefined ? null : one.time.instant(text));
  const due = read(current_due);
  const now = read(one.clock);
  const isFromDue = policy.renew_from === 'current_due' && policy.profile !== 'fixed';
  const isDated = policy.profile !== undefined && policy.loanable !== false && policy.renewable !== false;
  const needed = isFromDue ? due : now;
  if (isDated && needed === null && readFrom(policy.renew_from) !== 'unknown') {
    const missing = isFromDue ? 'input.current_due' : 'clock';
    throw new HoldfastError('HF-CLI-014', {
      why: `the policy counts from a moment that the case does not give: ${missing}`,
    });
  }
  const dueAt = due ?? now ?? 0;
  return { clocked: { now: now ?? dueAt }, loan: { issuedAt: read(loan_date) ?? dueAt, dueAt } };
}
