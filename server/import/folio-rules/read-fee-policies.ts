// Overdue and lost item policies. Source: loan rules, 1.3 (overdue policy, lost policy) and 9 (traps 7 and 18).

import { z } from 'zod';
import type { LostTerms } from '../../../shared/rules/model/policy/lost.ts';
import type { CappedRate, OverdueTerms } from '../../../shared/rules/model/policy/overdue.ts';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import type { FolioFolder } from './folio-files.ts';
import { FolioMoneyForm, FolioPeriodForm, ratePeriodOrNull } from './folio-period.ts';
import { readForms } from './read-record.ts';

const period = FolioPeriodForm.optional();
const money = FolioMoneyForm.optional();
const flag = z.boolean().optional();

const RateForm = z
  .strictObject({ quantity: FolioMoneyForm, intervalId: z.enum(['minute', 'hour', 'day', 'week', 'month', 'year']) })
  .optional();

const OverdueForm = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  overdueFine: RateForm,
  countClosed: flag,
  maxOverdueFine: money,
  forgiveOverdueFine: flag,
  overdueRecallFine: RateForm,
  gracePeriodRecall: flag,
  maxOverdueRecallFine: money,
  /** Fees per reminder; a list without entries is a policy by time. */
  reminderFeesPolicy: z
    .strictObject({
      countClosed: flag,
      ignoreGracePeriodRecall: flag,
      ignoreGracePeriodHolds: flag,
      allowRenewalOfItemsWithReminderFees: flag,
      clearPatronBlockWhenPaid: flag,
      reminderSchedule: z
        .array(
          z.strictObject({
            interval: z.int().min(0),
            timeUnitId: z.enum(['day', 'week', 'month']),
            reminderFee: FolioMoneyForm,
            noticeFormat: z.string().optional(),
            noticeTemplateId: z.string().optional(),
            blockTemplateId: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
type OverdueForm = z.infer<typeof OverdueForm>;

/** Reads the overdue policies. */
export async function readOverduePolicies(folder: FolioFolder): Promise<PolicyRuleSet['overduePolicies']> {
  const records = await readForms(folder, 'overdue policies', OverdueForm);
  return records.map(({ value }) => ({ id: value.id, name: value.name, terms: toOverdueTerms(value) }));
}

const RATE_UNITS = {
  minute: 'minutes',
  hour: 'hours',
  day: 'days',
  week: 'weeks',
  month: 'months',
  year: 'years',
} as const;

/** The grace is the loan policy's; here stands only whether a recalled loan has it. */
function toOverdueTerms(form: OverdueForm): OverdueTerms {
  const reminders = form.reminderFeesPolicy?.reminderSchedule ?? [];
  const countClosed = reminders.length > 0 ? form.reminderFeesPolicy?.countClosed : form.countClosed;
  return {
    lateness: { in: 'minutes', closedTime: countClosed === true ? 'count' : 'open-only' },
    grace: {
      period: { n: 0, unit: 'minutes' },
      mode: 'all-or-nothing',
      extend: 'none',
      intoClosed: false,
      ignoredForRecall: form.gracePeriodRecall ?? false,
    },
    normal: toRate(form.overdueFine, form.maxOverdueFine),
    recalled: toRate(form.overdueRecallFine, form.maxOverdueRecallFine),
    capAtPrice: false,
    patronCapMinor: null,
    overshoot: false,
    forgiveOnRenewal: form.forgiveOverdueFine ?? false,
    reminders: reminders.map(({ interval, timeUnitId, reminderFee }) => ({
      after: { n: interval, unit: RATE_UNITS[timeUnitId] },
      feeMinor: reminderFee,
    })),
    remindersStopRenewal: !(form.reminderFeesPolicy?.allowRenewalOfItemsWithReminderFees ?? false),
  };
}

/** Without a maximum no fine is made at all; a maximum of 0 is none. */
function toRate(rate: z.infer<typeof RateForm>, most: number | undefined): CappedRate {
  if (rate === undefined || most === undefined) return { rate: null, capMinor: null };
  const per = { n: 1, unit: RATE_UNITS[rate.intervalId] };
  return { rate: { amountMinor: rate.quantity, per, chargeAt: 'start' }, capMinor: most === 0 ? null : most };
}

const LostForm = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  itemAgedLostOverdue: period,
  patronBilledAfterAgedLost: period,
  recalledItemAgedLostOverdue: period,
  patronBilledAfterRecalledItemAgedLost: period,
  chargeAmountItem: z.strictObject({ chargeType: z.enum(['actualCost', 'anotherCost']), amount: money }).optional(),
  lostItemProcessingFee: money,
  chargeAmountItemPatron: flag,
  chargeAmountItemSystem: flag,
  returnedLostItemProcessingFee: flag,
  lostItemReturned: z.enum(['Charge', 'Remove']).optional(),
  feesFinesShallRefunded: period,
});
type LostForm = z.infer<typeof LostForm>;

/** Reads the lost item policies. */
export async function readLostPolicies(folder: FolioFolder): Promise<PolicyRuleSet['lostPolicies']> {
  const records = await readForms(folder, 'lost item policies', LostForm);
  return records.map(({ value }) => ({ id: value.id, name: value.name, terms: toLostTerms(value) }));
}

function toLostTerms(form: LostForm): LostTerms {
  const { chargeAmountItem: charge, recalledItemAgedLostOverdue: recalled } = form;
  const cost = charge?.chargeType === 'actualCost' ? 'actual' : 'set';
  return {
    aging: {
      lostAfter: ratePeriodOrNull(form.itemAgedLostOverdue),
      billAfter: ratePeriodOrNull(form.patronBilledAfterAgedLost),
    },
    recalledAging:
      recalled === undefined
        ? null
        : {
            lostAfter: ratePeriodOrNull(recalled),
            billAfter: ratePeriodOrNull(form.patronBilledAfterRecalledItemAgedLost),
          },
    cost: charge === undefined ? 'none' : cost,
    setMinor: charge?.amount ?? 0,
    defaultPriceMinor: 0,
    processingMinor: form.lostItemProcessingFee ?? 0,
    processingWhen: { declared: form.chargeAmountItemPatron ?? false, aged: form.chargeAmountItemSystem ?? false },
    refundWithin: ratePeriodOrNull(form.feesFinesShallRefunded),
    onReturn: {
      cost: 'refund',
      processing: form.returnedLostItemProcessingFee === true ? 'refund' : 'keep',
      overdue: form.lostItemReturned === 'Charge' ? 'recharge' : 'none',
    },
  };
}
