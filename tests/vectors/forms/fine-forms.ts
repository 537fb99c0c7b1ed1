// Fine policies as cases write them: rules of Koha and policies of FOLIO, read into the terms of the engine.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type {
  CappedRate,
  FineRate,
  Grace,
  Lateness,
  OverdueTerms,
  RatePeriod,
} from '../../../shared/rules/model/policy/overdue.ts';
import { isRateUnit } from '../../../shared/rules/fines/rate-period.ts';
import { priceCap } from '../../../shared/rules/fines/price-cap.ts';
import { MoneyForm, readMoney } from '../vector-money.ts';

/** A length; an unreadable grace is none. */
export const LengthForm = z.strictObject({ n: z.number().nullish(), unit: z.string().nullish() });
export type LengthForm = z.infer<typeof LengthForm>;

const NONE: RatePeriod = { n: 0, unit: 'minutes' };

/** A length of grace; one without a number or with a unit that does not exist counts as none. */
export function readGrace(length: LengthForm | null | undefined): RatePeriod {
  const { n, unit: name } = length ?? {};
  if (n === null || n === undefined || name === null || name === undefined) return NONE;
  const unit = pluralOf(name);
  return isRateUnit(unit) && n > 0 ? { n, unit } : NONE;
}

/** `day` and `days` are one unit. */
function pluralOf(unit: string): string {
  return unit.endsWith('s') ? unit : `${unit}s`;
}

const UnitForm = z.enum(['minutes', 'hours', 'days', 'weeks', 'months', 'years']);

export const RateLengthForm = z.strictObject({ n: z.int(), unit: UnitForm });

/** A rule of Koha. */
export const FineRuleForm = z.strictObject({
  fine: MoneyForm.nullable(),
  charge_every: RateLengthForm.nullable(),
  /** The unit of the loan, where it is not that of the charge. */
  length_unit: z.enum(['days', 'hours']).nullish(),
  charge_at: z.enum(['start', 'end']).optional(),
  grace: LengthForm.nullish(),
  fines_include_grace_period: z.boolean().optional(),
  cap: MoneyForm.nullish(),
  cap_to_replacement: z.boolean().optional(),
  recall_fine: MoneyForm.nullish(),
});
export type FineRuleForm = z.infer<typeof FineRuleForm>;

/** The item of a fine under a rule of Koha. */
export const FinedItemForm = z.strictObject({
  replacement_price: MoneyForm.nullish(),
  item_type_default_price: MoneyForm.nullish(),
  use_default_price: z.boolean().optional(),
  overdue_recall: z.boolean().optional(),
});
export type FinedItemForm = z.infer<typeof FinedItemForm>;

/** The terms of a rule of Koha. Lateness is measured in the unit of the loan; a recall without a rate of its own costs nothing. */
export function readFineRule(rule: FineRuleForm, closedTime: Lateness['closedTime']): OverdueTerms {
  const every = rule.charge_every;
  const capMinor = orNull(rule.cap) === 0 ? null : orNull(rule.cap);
  const rated = (fine: MoneyForm | null | undefined): CappedRate => ({
    rate:
      fine === null || fine === undefined || every === null
        ? null
        : { amountMinor: readMoney(fine), per: every, chargeAt: rule.charge_at ?? 'end' },
    capMinor,
  });
  return {
    ...PLAIN_TERMS,
    lateness: { in: rule.length_unit ?? (every?.unit === 'hours' ? 'hours' : 'days'), closedTime },
    grace: {
      ...NO_GRACE,
      period: readGrace(rule.grace),
      mode: rule.fines_include_grace_period === true ? 'all-or-nothing' : 'subtracted',
    },
    normal: rated(rule.fine),
    recalled: rated(rule.recall_fine),
    capAtPrice: rule.cap_to_replacement === true,
  };
}

/** A rate in words: `1.00 per day`. */
export function readPerLength(text: string): FineRate {
  const [, amount = '', unit = ''] = /^(\S+) per (\w+)$/.exec(text.trim()) ?? [];
  const plural = pluralOf(unit);
  if (!isRateUnit(plural))
    throw new HoldfastError('HF-CLI-014', { why: `"${text}" is not an amount per length of time` });
  return { amountMinor: readMoney(amount), per: { n: 1, unit: plural }, chargeAt: 'end' };
}

/** The price that a fine may not pass. */
export function readPriceCap(item: FinedItemForm | undefined): number | null {
  const ofType = item?.use_default_price === true ? orNull(item.item_type_default_price) : null;
  return priceCap(orNull(item?.replacement_price), ofType);
}

const QuantityForm = z.strictObject({ quantity: MoneyForm.nullish(), interval: z.string().nullish() });

/** A fine policy of FOLIO. */
export const FinePolicyForm = z.strictObject({
  fine: QuantityForm.nullish(),
  max_fine: MoneyForm.nullish(),
  recall_fine: QuantityForm.nullish(),
  max_recall_fine: MoneyForm.nullish(),
  count_closed: z.boolean().nullish(),
  forgive_on_renewal: z.boolean().nullish(),
  grace: LengthForm.nullish(),
  ignore_grace_for_recalls: z.boolean().nullish(),
});
export type FinePolicyForm = z.infer<typeof FinePolicyForm>;

/** The terms of a policy of FOLIO: a maximum that is not set makes no fine, a maximum of 0 is none. */
export function readFinePolicy(policy: FinePolicyForm): OverdueTerms {
  return {
    ...PLAIN_TERMS,
    lateness: { in: 'minutes', closedTime: policy.count_closed === false ? 'open-only' : 'count' },
    grace: {
      ...NO_GRACE,
      period: readGrace(policy.grace),
      ignoredForRecall: policy.ignore_grace_for_recalls === true,
    },
    normal: readQuantity(policy.fine, policy.max_fine),
    recalled: readQuantity(policy.recall_fine, policy.max_recall_fine),
    forgiveOnRenewal: policy.forgive_on_renewal ?? false,
  };
}

function readQuantity(fine: FinePolicyForm['fine'], max: MoneyForm | null | undefined): CappedRate {
  const capMinor = orNull(max);
  if (fine === null || fine === undefined || capMinor === null) return { rate: null, capMinor };
  const unit = pluralOf(fine.interval ?? '');
  const per = isRateUnit(unit) ? ({ n: 1, unit } as const) : null;
  const rate =
    fine.quantity === null || fine.quantity === undefined || per === null
      ? null
      : { amountMinor: readMoney(fine.quantity), per, chargeAt: 'start' as const };
  return { rate, capMinor: capMinor === 0 ? null : capMinor };
}

export const NO_GRACE: Grace = {
  period: NONE,
  mode: 'all-or-nothing',
  extend: 'none',
  intoClosed: false,
  ignoredForRecall: false,
};

/** Terms that charge nothing; fields of a case are set over them. */
export const PLAIN_TERMS: OverdueTerms = {
  lateness: { in: 'minutes', closedTime: 'count' },
  grace: NO_GRACE,
  normal: { rate: null, capMinor: null },
  recalled: null,
  capAtPrice: false,
  patronCapMinor: null,
  overshoot: false,
  forgiveOnRenewal: false,
  reminders: [],
  remindersStopRenewal: false,
};

function orNull(amount: MoneyForm | null | undefined): number | null {
  return amount === null || amount === undefined || amount === '' ? null : readMoney(amount);
}
