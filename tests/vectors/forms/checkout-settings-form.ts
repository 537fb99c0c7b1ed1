// Settings of a library as cases of checkouts write them.

import { z } from 'zod';
import type { CheckoutSettings } from '../../../shared/rules/judge/checkout-question.ts';
import type { Asking } from '../../../shared/rules/judge/finding.ts';
import { NO_MONEY_GATE, type MoneyGateTerms } from '../../../shared/rules/model/policy/money-gate.ts';
import type { ReturnTerms } from '../../../shared/rules/model/policy/return.ts';
import type { VectorCase } from '../vector-case.ts';
import { MoneyForm, readMoney } from '../vector-money.ts';

const AskingForm = z.enum(['noblock', 'nothing', 'none', 'allow', 'alert', 'confirm', 'confirmation', 'block']);
const limit = MoneyForm.nullish();

export const CheckoutSettingsForm = z.strictObject({
  overdues_block_circ: AskingForm.optional(),
  lost_items: AskingForm.optional(),
  age_restriction_override: z.boolean().optional(),
  allow_not_for_loan_override: z.boolean().optional(),
  check_previous_checkouts: z.boolean().optional(),
  allow_multiple_of_title: z.boolean().optional(),
  auto_return_checked_out_items: z.boolean().optional(),
  switch_onsite: z.boolean().optional(),
  this_is_onsite: z.boolean().optional(),
  count_onsite_as_normal: z.boolean().optional(),
  return_allowed_at: z.enum(['anywhere', 'homebranch', 'holdingbranch', 'homeorholdingbranch']).optional(),
  fine_limit: limit,
  guarantees_limit: limit,
  guarantors_limit: limit,
  allow_fine_override: z.boolean().optional(),
  all_fines_need_override: z.boolean().optional(),
  rental_charge: MoneyForm.optional(),
  rental_charge_daily: MoneyForm.optional(),
  rental_charge_hourly: MoneyForm.optional(),
  confirm_rental: z.boolean().optional(),
  categories_without_rental: z.array(z.string()).optional(),
  /** Of renewals; a checkout takes no notice of it. */
  expired_patron_may_renew: z.boolean().optional(),
  permit_renew_when_exceeds_fines: z.boolean().optional(),
});
type Form = z.infer<typeof CheckoutSettingsForm>;

const ASKING: Readonly<Record<z.infer<typeof AskingForm>, Asking>> = {
  noblock: 'nothing',
  nothing: 'nothing',
  none: 'nothing',
  allow: 'nothing',
  alert: 'alert',
  confirm: 'override',
  confirmation: 'override',
  block: 'block',
};

const RETURN_PLACES: Readonly<Record<NonNullable<Form['return_allowed_at']>, ReturnTerms['allowedAt']>> = {
  anywhere: 'anywhere',
  homebranch: 'home',
  holdingbranch: 'holding',
  homeorholdingbranch: 'either',
};

/** The settings of a case; a missing one has the default of its system. */
export function readSettings({ system }: Pick<VectorCase, 'system'>, form: Form): CheckoutSettings {
  const isKoha = system === 'koha';
  const lost = system === 'folio' ? 'block' : 'override';
  return {
    overdues:
      form.overdues_block_circ === undefined ? (isKoha ? 'nothing' : 'override') : ASKING[form.overdues_block_circ],
    parts: 'override',
    lostItems: form.lost_items === undefined ? lost : ASKING[form.lost_items],
    ageLimits: form.age_restriction_override === true || !isKoha ? 'override' : 'block',
    borrowedBefore: form.check_previous_checkouts === true ? 'override' : 'nothing',
    sameTitleOut: form.allow_multiple_of_title === false ? 'override' : 'nothing',
    takesBackByItself: form.auto_return_checked_out_items ?? false,
    switchesOnsite: form.switch_onsite ?? false,
    money: readMoneyGate(form),
    returns: { allowedAt: RETURN_PLACES[form.return_allowed_at ?? 'anywhere'] },
  };
}

function readMoneyGate(form: Form): MoneyGateTerms {
  const orNone = (amount: MoneyForm | null | undefined) =>
    amount === null || amount === undefined || amount === '' ? null : readMoney(amount);
  return {
    ...NO_MONEY_GATE,
    finesLimitMinor: orNone(form.fine_limit),
    guaranteesLimitMinor: orNone(form.guarantees_limit),
    guarantorsLimitMinor: orNone(form.guarantors_limit),
    mayOverride: form.allow_fine_override ?? true,
    confirmsAnyDebt: form.all_fines_need_override ?? false,
    rental: {
      flatMinor: orNone(form.rental_charge) ?? 0,
      perDayMinor: orNone(form.rental_charge_daily) ?? 0,
      perHourMinor: orNone(form.rental_charge_hourly) ?? 0,
      confirm: form.confirm_rental ?? false,
      freeFor: form.categories_without_rental ?? [],
    },
  };
}
