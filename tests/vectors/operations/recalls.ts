// Cases of recalls.

import { z } from 'zod';
import { recallDue } from '../../../shared/rules/recalls/recall-due.ts';
import { recallPickup } from '../../../shared/rules/recalls/recall-pickup.ts';
import { isCurrentRecall, isRecallState, RECALL_STATES } from '../../../shared/rules/recalls/recall-state.ts';
import { DEFAULT_RECALL_DAYS, type RecallTerms } from '../../../shared/rules/model/policy/recall.ts';
import type { Outcome } from '../compare.ts';
import { CalendarForm, readTimes } from '../forms/calendar-form.ts';
import { PolicyForm, shapingTermsOf } from '../forms/policy-form.ts';
import { folioTerms, grainOf, PLAIN_TERMS } from '../forms/recall-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart, requiredPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

export const recallsOperations: Operations = {
  recall_due: dueAfterRecall,
  recall_interval: ({ input }) => {
    const { recall_due_date_interval: interval } = readPart(IntervalForm, input);
    return { days: readDays(interval) };
  },
  recall_pickup: ({ input }) => {
    const { pickup, patron_branch: home } = readPart(PickupForm, input);
    return { pickup: recallPickup(pickup ?? null, home ?? null) };
  },
  recall_is_current: ({ input }) => {
    const { status } = readPart(StatusForm, input);
    const current = isCurrentRecall(status);
    return { current, finished: !current };
  },
};

const DueForm = z.strictObject({
  policy: PolicyForm,
  calendar: CalendarForm.nullish(),
  loan: z.strictObject({
    loan_date: MomentForm.nullish(),
    due: MomentForm,
    due_changed_by_recall: z.boolean().nullish(),
  }),
});

function dueAfterRecall(one: VectorCase): Outcome {
  const { policy, calendar, loan } = readPart(DueForm, one.input);
  const { time } = one;
  const now = time.instant(requiredPart(one.clock, 'clock'));
  const due = recallDue(one.system === 'koha' ? kohaTerms(policy) : folioTerms(policy), {
    now,
    times: readTimes(one, policy.calendar ?? calendar),
    shaping: { ...shapingTermsOf(one, policy), closedDayMode: policy.closed_day_mode ?? 'keep_exact' },
    grain: grainOf(policy),
    loan: {
      loanAt: loan.loan_date === undefined || loan.loan_date === null ? now : time.instant(loan.loan_date),
      dueAt: time.instant(loan.due),
      changedByRecall: loan.due_changed_by_recall ?? false,
    },
  });
  if (!due.ok) return { error: due.error };
  return { due: due.value.dueAt, changed: due.value.changed };
}

/** A recall there sets a new date, be it earlier or later. */
function kohaTerms(policy: PolicyForm): RecallTerms {
  return {
    ...PLAIN_TERMS,
    returnInterval: { n: readDays(policy.recall_due_date_interval_days), unit: 'days' },
    mayLengthen: true,
    timeOfDay: policy.keep_time_of_day_of === 'now' ? 'now' : 'current-due',
  };
}

/** Blank, null and absent leave the interval to the default. */
function readDays(interval: number | string | null | undefined): number {
  return interval === null || interval === undefined || interval === '' ? DEFAULT_RECALL_DAYS : Number(interval);
}

const IntervalForm = z.strictObject({
  recall_due_date_interval: z.union([z.int(), z.string().regex(/^\d*$/, 'not a number of days')]).nullish(),
});
const PickupForm = z.strictObject({ pickup: z.string().nullish(), patron_branch: z.string().nullish() });
const StatusForm = z.strictObject({
  status: z.string().refine(isRecallState, `none of ${Object.keys(RECALL_STATES).join(', ')}`),
});
