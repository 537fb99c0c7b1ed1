// Cases of fines: amounts, and the parts that amounts are made of.

import { z } from 'zod';
import type { OpeningTimes } from '../../../shared/rules/calendar/opening-times.ts';
import { doesFineApply, makesFine } from '../../../shared/rules/fines/fine-event.ts';
import { billedPeriods, chargeableUnits, fineOfUnits, lateFine } from '../../../shared/rules/fines/late-fine.ts';
import { lateUnits, type LateSpan } from '../../../shared/rules/fines/late-time.ts';
import type { Lateness, OverdueTerms } from '../../../shared/rules/model/policy/overdue.ts';
import type { Outcome } from '../compare.ts';
import { CountedDayForm, countedDay, readTimetable } from '../forms/calendar-form.ts';
import { ClosedForm, readClosed, readClosedTimes } from '../forms/closed-form.ts';
import {
  FinedItemForm,
  FinePolicyForm,
  FineRuleForm,
  LengthForm,
  NO_GRACE,
  PLAIN_TERMS,
  RateLengthForm,
  readFinePolicy,
  readFineRule,
  readGrace,
  readPerLength,
  readPriceCap,
} from '../forms/fine-forms.ts';
import { renewedItem } from '../forms/item-status-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart, requiredPart } from '../vector-form.ts';
import { MoneyForm, readMoney, writeMoney } from '../vector-money.ts';
import { MomentForm, vectorTime } from '../vector-time.ts';
import { banOperations } from './bans.ts';

export const finesOperations: Operations = {
  overdue_fine: overdueFine,
  overdue_fine_minutes: fineOfMinutes,
  overdue_fine_branch: fineByBranch,
  overdue_fine_applies: fineApplies,
  overdue_fine_event: fineOfEvent,
  chargeable_units: unitsLate,
  overdue_minutes: minutesLate,
  open_minutes_between: (one) => {
    const { days, calendar, ...span } = readPart(OpenMinutesForm, one.input);
    return openMinutes(one, span, requiredPart(days ?? calendar?.days, 'input.days'));
  },
  grace_adjust: adjustByGrace,
  fine_billing_count: billingCount,
  ...banOperations,
};

const SpanForm = z.strictObject({ due: MomentForm, returned: MomentForm, ...ClosedForm.shape });
const FineForm = SpanForm.extend({
  rule: FineRuleForm.optional(),
  policy: FinePolicyForm.optional(),
  item: FinedItemForm.optional(),
  due_changed_by_recall: z.boolean().nullish(),
  patron_cap: MoneyForm.nullish(),
  patron_owes: MoneyForm.optional(),
  fines_include_grace_period: z.boolean().optional(),
});

function overdueFine(one: VectorCase): Outcome {
  const input = readPart(FineForm, one.input);
  const { rule, policy, item, due_changed_by_recall: changed, patron_cap: cap, patron_owes: owes } = input;
  const times = readClosed(one, input);
  const terms =
    rule === undefined
      ? readFinePolicy(requiredPart(policy, 'input.policy'))
      : readFineRule(
          { fines_include_grace_period: input.fines_include_grace_period, ...rule },
          times === null ? 'count' : 'subtract-closed-dates',
        );
  const fine = lateFine(
    { ...terms, patronCapMinor: cap === null || cap === undefined ? null : readMoney(cap) },
    {
      ...spanOf(one, input, times),
      recalled: item?.overdue_recall ?? changed ?? false,
      priceMinor: readPriceCap(item),
      patronOwesMinor: owes === undefined ? 0 : readMoney(owes),
    },
  );
  return { amount: writeMoney(fine.amountMinor) };
}

function spanOf(
  { time }: VectorCase,
  { due, returned }: { readonly due: string; readonly returned: string },
  times: OpeningTimes | null,
): LateSpan {
  return { dueAt: time.instant(due), inAt: time.instant(returned), clock: time.clock, times };
}

const MinutesForm = z.strictObject({
  overdue_minutes: z.number(),
  due_changed_by_recall: z.boolean().nullish(),
  event: z.enum(['checkin', 'renewal']).nullish(),
  policy: FinePolicyForm,
});

function fineOfMinutes({ input }: VectorCase): Outcome {
  const { policy, overdue_minutes: minutes, due_changed_by_recall: recalled, event } = readPart(MinutesForm, input);
  const terms = readFinePolicy(policy);
  if (event === 'renewal' && terms.forgiveOnRenewal) return { amount: writeMoney(0) };
  const loan = { recalled: recalled ?? false, priceMinor: null, patronOwesMinor: 0 };
  return { amount: writeMoney(fineOfUnits(terms, minutes, loan).amountMinor) };
}

const ByBranchForm = z.strictObject({
  rules: z.record(z.string(), z.string().nullable()),
  controlling_item_branch: z.string(),
  days_late: z.number(),
});

function fineByBranch({ input }: VectorCase): Outcome {
  const { rules, controlling_item_branch: branch, days_late: late } = readPart(ByBranchForm, input);
  const rule = rules[branch] ?? rules[branch.replace(/branch$/, '')];
  const rate = rule === null || rule === undefined ? null : readPerLength(rule);
  const terms: OverdueTerms = {
    ...PLAIN_TERMS,
    lateness: { in: 'days', closedTime: 'count' },
    normal: { rate, capMinor: null },
  };
  const { amountMinor } = fineOfUnits(terms, late, { recalled: false, priceMinor: null, patronOwesMinor: 0 });
  return { amount: writeMoney(amountMinor), outstanding: writeMoney(amountMinor) };
}

const AppliesForm = z.strictObject({
  due: MomentForm.nullish(),
  returned: MomentForm.optional(),
  count_closed: z.boolean().nullish(),
});

function fineApplies({ input, time, clock }: VectorCase): Outcome {
  const { due, returned, count_closed: countsClosedTime } = readPart(AppliesForm, input);
  const dueAt = due === null || due === undefined ? null : time.instant(due);
  const at = time.instant(returned ?? requiredPart(clock, 'clock'));
  return { applies: doesFineApply({ dueAt, at, countsClosedTime: countsClosedTime ?? null }) };
}

const EventForm = z.strictObject({
  event: z.enum(['checkin', 'renewal']),
  loan_overdue: z.boolean(),
  item_lost: z.boolean().nullish(),
  item_status: z.string().nullish(),
  charge_overdue_for_lost: z.boolean().nullish(),
  within_refund_period: z.boolean().nullish(),
  found_by_library: z.boolean().nullish(),
  policy: FinePolicyForm,
});

function fineOfEvent({ input }: VectorCase): Outcome {
  const { policy, ...event } = readPart(EventForm, input);
  // The question is whether there is a fine; a policy that states no maximum here is not one without any.
  const terms = readFinePolicy({ ...policy, max_fine: policy.max_fine === undefined ? '0' : policy.max_fine });
  const lost = {
    chargesOverdue: event.charge_overdue_for_lost ?? false,
    isRefunded: event.within_refund_period ?? true,
  };
  const charged = makesFine(terms, {
    kind: event.event,
    isOverdue: event.loan_overdue,
    lost: (event.item_lost ?? renewedItem(event.item_status) === 'lost') ? lost : null,
    foundByLibrary: event.found_by_library ?? false,
  });
  return { charged };
}

const UnitsForm = SpanForm.extend({ unit: z.enum(['days', 'hours']).nullish() });

function unitsLate(one: VectorCase): Outcome {
  const input = readPart(UnitsForm, one.input);
  const times = readClosed(one, input);
  const closedTime = times === null ? 'count' : 'subtract-closed-dates';
  return { units: lateUnits({ in: input.unit ?? 'days', closedTime }, spanOf(one, input, times)) };
}

const countedDays = z.array(CountedDayForm).nullish();
/** The days of a timetable, by themselves or as those of a calendar. */
const OpenMinutesForm = z.strictObject({
  due: MomentForm,
  returned: MomentForm,
  days: countedDays,
  calendar: z.strictObject({ days: countedDays }).nullish(),
});
const OverdueMinutesForm = SpanForm.extend({
  days: z.array(CountedDayForm).nullish(),
  has_desk: z.boolean().nullish(),
});

/** Closed time is left out by the hours of the desk; without a desk it counts. */
function minutesLate(one: VectorCase): Outcome {
  const { days, has_desk: hasDesk, ...input } = readPart(OverdueMinutesForm, one.input);
  if (input.count_closed === true || hasDesk === false) {
    return { minutes: lateUnits({ in: 'minutes', closedTime: 'count' }, spanOf(one, input, null)) };
  }
  if (days !== undefined && days !== null) return openMinutes(one, input, days);
  return { minutes: lateUnits(OPEN_MINUTES, spanOf(one, input, readClosedTimes(one, input))) };
}

const OPEN_MINUTES: Lateness = { in: 'minutes', closedTime: 'open-only' };

/** Adds up a timetable that knows no other days; each of its days may be in a zone of its own. */
function openMinutes(
  one: VectorCase,
  span: { readonly due: string; readonly returned: string },
  days: readonly CountedDayForm[],
): Outcome {
  const zones = [...new Set(days.map(({ zone }) => zone ?? null))];
  const minutes = zones.map((zone) => {
    const time = zone === null ? one.time : vectorTime(zone);
    const own = days.filter((day) => (day.zone ?? null) === zone).map(countedDay);
    return lateUnits(OPEN_MINUTES, spanOf(one, span, readTimetable({ ...one, time }, own)));
  });
  return { minutes: minutes.reduce((sum, part) => sum + part, 0) };
}

const GraceForm = z.strictObject({
  overdue_minutes: z.number(),
  grace: LengthForm.nullish(),
  ignore_grace_for_recalls: z.boolean().nullish(),
  due_changed_by_recall: z.boolean().nullish(),
});

function adjustByGrace({ input }: VectorCase): Outcome {
  const { overdue_minutes: minutes, grace, ...recall } = readPart(GraceForm, input);
  const ignoredForRecall = recall.ignore_grace_for_recalls === true;
  const terms = { lateness: PLAIN_TERMS.lateness, grace: { ...NO_GRACE, period: readGrace(grace), ignoredForRecall } };
  return { minutes: chargeableUnits(terms, minutes, recall.due_changed_by_recall ?? false) };
}

const BillingForm = z.strictObject({
  loan_date: MomentForm.optional(),
  duration: RateLengthForm.optional(),
  due: MomentForm,
  returned: MomentForm.optional(),
  fine_interval: RateLengthForm,
  grace: LengthForm.nullish(),
  grace_extend: z.boolean().optional(),
  grace_extend_all: z.boolean().optional(),
  grace_extend_into_closed: z.boolean().optional(),
  ...ClosedForm.shape,
});

/** Bills are counted, not priced: each is worth one. */
function billingCount(one: VectorCase): Outcome {
  const input = readPart(BillingForm, one.input);
  const returned = input.returned ?? requiredPart(one.clock, 'clock');
  const times = readClosedTimes(one, input);
  const all = input.grace_extend_all === true;
  const terms: OverdueTerms = {
    ...PLAIN_TERMS,
    lateness: { in: 'elapsed', closedTime: input.charge_when_closed === true ? 'count' : 'skip-closed-ends' },
    grace: {
      ...NO_GRACE,
      period: readGrace(input.grace),
      extend: input.grace_extend === true ? (all ? 'all' : 'end') : 'none',
      intoClosed: input.grace_extend_into_closed === true,
    },
    normal: { rate: { amountMinor: 1, per: input.fine_interval, chargeAt: 'start' }, capMinor: null },
  };
  const span = spanOf(one, { due: input.due, returned }, times);
  return { bills: billedPeriods(terms, { ...span, recalled: false, priceMinor: null, patronOwesMinor: 0 }) };
}
