// Cases of checkout verdicts.

import { z } from 'zod';
import { isAllowed, type Finding } from '../../../shared/rules/judge/finding.ts';
import { judgeCheckout } from '../../../shared/rules/judge/judge-checkout.ts';
import {
  PLAIN_LOAN_TERMS,
  type CheckoutQuestion,
  type ItemStanding,
  type LoanTerms,
} from '../../../shared/rules/judge/checkout-question.ts';
import { reachedLoanLimit } from '../../../shared/rules/limits/loan-limit.ts';
import type { FoundInCase, Outcome } from '../compare.ts';
import { BookingForm, readBookings } from '../forms/booking-form.ts';
import { CheckoutSettingsForm, readSettings } from '../forms/checkout-settings-form.ts';
import { LentItemForm, readItem } from '../forms/lent-item-form.ts';
import { BesidePatronForm, PatronForm, patronWith, readPatron } from '../forms/patron-form.ts';
import { underOwnNames, type OtherNames } from '../forms/other-names.ts';
import { PolicyForm } from '../forms/policy-form.ts';
import { caseFinding, codesAgainst, upstreamCode } from '../forms/reasons-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MoneyForm, readMoney } from '../vector-money.ts';
import { MomentForm } from '../vector-time.ts';

export const checkoutOperations: Operations = { checkout_verdict: checkoutVerdict };

const count = z.int().min(0);
const CheckoutForm = z.strictObject({
  ...CheckoutSettingsForm.shape,
  patron: PatronForm.nullish(),
  ...BesidePatronForm,
  patron_category: z.string().optional(),
  item: LentItemForm.nullish(),
  item_status: z.string().nullish(),
  policy: PolicyForm.nullish(),
  desk: z.string().nullish(),
  booking: BookingForm.nullish(),
  bookings: z.array(BookingForm).optional(),
  due: MomentForm.optional(),
  deposit: MoneyForm.optional(),
  had_title_before: z.boolean().optional(),
  has_title_now: z.boolean().optional(),
  limit: z.strictObject({ max: count.nullable(), max_onsite: count.nullish() }).nullish(),
  out: z.strictObject({ loans: count, onsite: count.optional() }).optional(),
});
type CheckoutForm = z.infer<typeof CheckoutForm>;

const OTHER_NAMES: OtherNames = {
  no_issues_charge: 'fine_limit',
  no_issues_charge_guarantees: 'guarantees_limit',
  no_issues_charge_guarantors: 'guarantors_limit',
  owes: 'patron_owes',
  overdues: 'patron_overdues',
  guarantees_owe: 'patron_guarantees_owe',
  guarantors_owe: 'patron_guarantors_owe',
  overdues_block: 'overdues_block_circ',
  overdues_block_checkout: 'overdues_block_circ',
  switch_onsite_checkouts: 'switch_onsite',
  allow_return_to_branch: 'return_allowed_at',
  check_previous_checkout: 'check_previous_checkouts',
  count_onsite: 'count_onsite_as_normal',
};

function checkoutVerdict(one: VectorCase): Outcome {
  const read = readPart(CheckoutForm, underOwnNames(one.input, OTHER_NAMES));
  const form = { ...read, patron: patronWith(read.patron, read) };
  const findings = judgeCheckout(questionOf(one, form));
  return {
    allowed: isAllowed(findings),
    codes: codesAgainst(findings),
    findings: findings.map((finding) => withValue(form, finding, caseFinding(one.system, finding))),
    ...upstreamCode(one.system, 'checkout', findings),
  };
}

/** A restriction is reported with its date as in the case. */
function withValue({ patron }: CheckoutForm, { code }: Finding, told: FoundInCase): FoundInCase {
  if (code !== 'PATRON_RESTRICTED' || typeof patron !== 'object' || patron === null) return told;
  return { ...told, value: patron.restricted_until ?? null };
}

function questionOf(one: VectorCase, form: CheckoutForm): CheckoutQuestion {
  const { system, time } = one;
  const now = one.clock === undefined ? 0 : time.instant(one.clock);
  const dueAt = form.due === undefined ? null : time.instant(form.due);
  const patron = form.patron === null ? null : readPatron(one, form.patron);
  const bookings = [
    ...(form.bookings ?? []),
    ...(form.booking === null || form.booking === undefined ? [] : [form.booking]),
  ];
  const status = form.item?.status ?? form.item_status ?? undefined;
  const item = form.item === null ? null : lentWith(form, readItem(one, { ...form.item, status }));
  return {
    profile: system,
    now,
    clock: time.clock,
    currency: 'USD',
    // A case that names no desk asks about nothing that depends on one.
    desk: form.desk === undefined ? 'desk' : form.desk,
    patron,
    patronGroup: form.patron_category ?? (typeof form.patron === 'object' ? (form.patron?.category ?? null) : null),
    patronAge: typeof form.patron === 'object' ? (form.patron?.age ?? null) : null,
    history: { hadBefore: form.had_title_before ?? false, isOutNow: false, hasCopy: form.has_title_now ?? false },
    item:
      item === null
        ? null
        : { ...item, bookings: readBookings(one, bookings, { borrower: nameOf(form.patron), dueAt }) },
    terms: termsOf(form, { now: one.clock === undefined ? null : now, dueAt }),
    settings: readSettings(one, form),
    // Without a duration, the shortest loan has begun a day and an hour all the same.
    rentedMs: dueAt === null || one.clock === undefined ? 1 : dueAt - now,
    depositMinor: form.deposit === undefined ? 0 : readMoney(form.deposit),
  };
}

/** A library may let staff lend items that are not for loan. */
function lentWith({ allow_not_for_loan_override: mayOverride }: CheckoutForm, item: ItemStanding): ItemStanding {
  return mayOverride === true && item.notForLoan === 'block' ? { ...item, notForLoan: 'override' } : item;
}

function nameOf(patron: CheckoutForm['patron']): string | null {
  if (patron === null || patron === undefined) return null;
  return typeof patron === 'string' ? patron : (patron.id ?? null);
}

function termsOf(
  form: CheckoutForm,
  { now, dueAt }: { readonly now: number | null; readonly dueAt: number | null },
): LoanTerms {
  const { policy, limit, out, item } = form;
  const isSwitch = form.switch_onsite === true && item?.onsite === true && item.on_loan_to === 'same_patron';
  const reachedLimit =
    limit === undefined
      ? null
      : reachedLoanLimit(
          limit === null
            ? []
            : [
                {
                  limit: { max: limit.max, maxOnsite: limit.max_onsite ?? null },
                  out: { loans: out?.loans ?? 0, onsite: out?.onsite ?? 0 },
                },
              ],
          {
            isOnsite: form.this_is_onsite ?? false,
            isSwitch,
            onsiteCountsAsNormal: form.count_onsite_as_normal ?? false,
          },
        );
  return {
    ...PLAIN_LOAN_TERMS,
    isLoanable: policy?.loanable !== false,
    reachedLimit,
    duePast: now !== null && dueAt !== null && dueAt < now ? dueAt : null,
  };
}
