// Cases of renewals by a policy: the reasons against it and the new due date.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { NO_BOUNDS } from '../../../shared/rules/due/due-run.ts';
import { isAllowed } from '../../../shared/rules/judge/finding.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../shared/rules/model/policy/renew.ts';
import { judgeRenewal, type RenewalQuestion } from '../../../shared/rules/renewal/judge-renewal.ts';
import { renewLoan } from '../../../shared/rules/renewal/renew-loan.ts';
import type { Outcome } from '../compare.ts';
import { CalendarForm, readTimes } from '../forms/calendar-form.ts';
import { renewedItem } from '../forms/item-status-form.ts';
import { PatronForm, readPatron } from '../forms/patron-form.ts';
import { lendTermsOf, PolicyForm, readSchedules, shapingTermsOf } from '../forms/policy-form.ts';
import { storedPeriod } from '../forms/period-form.ts';
import { HoldEntryForm, QueueEntryForm } from '../forms/queue-form.ts';
import { codesAgainst, upstreamCode } from '../forms/reasons-form.ts';
import { readQueue } from '../forms/waiting-form.ts';
import type { VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

const RenewForm = z.strictObject({
  loan_date: MomentForm.nullish(),
  current_due: MomentForm.nullish(),
  renewals_used: z.int().min(0).nullish(),
  policy: PolicyForm,
  queue: z.array(QueueEntryForm).nullish(),
  holds: z.array(HoldEntryForm).nullish(),
  item: z.strictObject({ status: z.string().nullish() }).nullish(),
  item_status: z.string().nullish(),
  on_loan_to: z.enum(['same_patron', 'another_patron']).nullish(),
  patron: PatronForm.nullish(),
  calendar: CalendarForm.nullish(),
  reminder_fees: z.boolean().nullish(),
});
type RenewForm = z.infer<typeof RenewForm>;

/** Renews the loan of a case. */
export function renewByPolicy(one: VectorCase): Outcome {
  const form = readPart(RenewForm, one.input);
  const question = questionOf(one, form);
  const answer = asksForDate(one, form, question) ? renewWithDate(one, form, question) : withoutDate(question);
  return {
    allowed: answer.isAllowed,
    codes: codesAgainst(answer.findings),
    ...(answer.isAllowed && answer.dueAt !== null ? { due: answer.dueAt, renewals_used: answer.renewals } : {}),
    ...upstreamCode(one.system, 'renewal', answer.findings),
  };
}

type Answer = Pick<ReturnType<typeof renewLoan>, 'findings' | 'isAllowed' | 'dueAt' | 'renewals'>;

function renewWithDate(one: VectorCase, { policy, calendar, patron }: RenewForm, question: RenewalQuestion): Answer {
  const expires = typeof patron === 'object' ? patron?.expires : null;
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

/**
 * Whether the case gives dates, or gives nothing else that could refuse it. Its policy must not need moments that the case leaves out, unless the
 * renewal is refused for any of them.
 */
function asksForDate(one: VectorCase, form: RenewForm, question: RenewalQuestion): boolean {
  const { policy } = form;
  const saysDates =
    typeof policy.profile === 'string' ||
    policy.period !== undefined ||
    policy.renewal_period !== undefined ||
    (policy.schedules ?? policy.renewal_schedules ?? null) !== null;
  const isRefused = judgeRenewal(question).length > 0;
  const missing = missingMoment(one, form);
  if (missing === null) return saysDates || !isRefused;
  if (isRefused) return false;
  throw new HoldfastError('HF-CLI-014', {
    why: `the policy counts from a moment that the case does not give: ${missing}`,
  });
}

function questionOf(one: VectorCase, form: RenewForm): RenewalQuestion {
  const { policy, item, on_loan_to: holder } = form;
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
      isOfOtherPatron: holder === 'another_patron',
      item: renewedItem(form.item_status ?? item?.status),
      hasReminderFees: form.reminder_fees ?? false,
    },
    patron: readPatron(one.system === 'folio' ? one : { ...one, clock: undefined }, form.patron ?? undefined),
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

/** The moment that the policy counts from and the case does not give; null = there is none. */
function missingMoment(one: VectorCase, { current_due, policy }: RenewForm): string | null {
  const isFromDue = policy.renew_from === 'current_due' && policy.profile !== 'fixed';
  const isDated = typeof policy.profile === 'string' && policy.loanable !== false && policy.renewable !== false;
  const needed = isFromDue ? current_due : one.clock;
  if (!isDated || typeof needed === 'string' || readFrom(policy.renew_from) === 'unknown') return null;
  return isFromDue ? 'input.current_due' : 'clock';
}

function momentsOf(one: VectorCase, { loan_date, current_due }: RenewForm): Moments {
  const read = (text: string | null | undefined) =>
    text === null || text === undefined ? null : one.time.instant(text);
  const due = read(current_due);
  const now = read(one.clock);
  const dueAt = due ?? now ?? 0;
  return { clocked: { now: now ?? dueAt }, loan: { issuedAt: read(loan_date) ?? dueAt, dueAt } };
}
