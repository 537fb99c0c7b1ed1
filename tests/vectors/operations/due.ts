// Cases of due dates.

import { z } from 'zod';
import type { Instant } from '../../../shared/core/instant.ts';
import { ClosedDayModeSchema } from '../../../shared/rules/calendar/closed-day-mode.ts';
import type { OpeningTimes } from '../../../shared/rules/calendar/opening-times.ts';
import { addPeriod } from '../../../shared/rules/due/add-period.ts';
import { avoidClosed } from '../../../shared/rules/due/avoid-closed.ts';
import { dueByPolicy } from '../../../shared/rules/due/due-by-policy.ts';
import type { DueBounds } from '../../../shared/rules/due/due-run.ts';
import { shapingOf } from '../../../shared/rules/due/shaping-of.ts';
import { readPeriod } from '../../../shared/rules/model/period.ts';
import type { ShapingTerms } from '../../../shared/rules/model/policy/shaping.ts';
import { recallDue } from '../../../shared/rules/recalls/recall-due.ts';
import { BookingForm } from '../forms/booking-form.ts';
import { CalendarForm, DayForm, readTimes, readTimetable } from '../forms/calendar-form.ts';
import { OffsetShape, readOffset } from '../forms/offset-form.ts';
import { PatronForm } from '../forms/patron-form.ts';
import { storedPeriod } from '../forms/period-form.ts';
import { lendTermsOf, PolicyForm, readEndOfDay, renewalLendTermsOf, shapingTermsOf } from '../forms/policy-form.ts';
import { HoldEntryForm, holdWaits, QueueEntryForm, recallWaits } from '../forms/queue-form.ts';
import { folioTerms, grainOf } from '../forms/recall-form.ts';
import type { Outcome } from '../compare.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

/** Circumstances that a due date may depend on besides its start. */
const CircumstancesForm = z.strictObject({
  policy: PolicyForm,
  calendar: CalendarForm.nullish(),
  patron: PatronForm.nullish(),
  queue: z.array(QueueEntryForm).nullish(),
  holds: z.array(HoldEntryForm).nullish(),
  bookings: z.array(BookingForm).nullish(),
  course_end: MomentForm.nullable().optional(),
});
type Circumstances = z.infer<typeof CircumstancesForm>;
const CheckoutForm = CircumstancesForm.extend({ loan_date: MomentForm });
const RenewalForm = CircumstancesForm.extend({
  from: MomentForm,
  current_due: MomentForm.nullish(),
  loan_date: MomentForm.nullish(),
});
const RawForm = z.strictObject({ loan_date: MomentForm, policy: PolicyForm });
/** A calendar may stand beside a step that does not look at it. */
const StepForm = z.strictObject({
  due: MomentForm,
  end_of_day: PolicyForm.shape.end_of_day,
  calendar: CalendarForm.nullish(),
});
const TimetableForm = z.strictObject({
  now: MomentForm,
  due: MomentForm,
  timetable: z.strictObject({ previous: DayForm, requested: DayForm, next: DayForm }),
  closed_day_mode: ClosedDayModeSchema,
  ...OffsetShape,
});

export const dueOperations: Operations = {
  due_date_checkout: (one) => {
    const input = readPart(CheckoutForm, one.input);
    const from = one.time.instant(input.loan_date);
    return cutByRecall(one, input, answer(one, { from, input, lend: lendTermsOf(one, input.policy) }));
  },
  due_date_renewal: (one) => {
    const input = readPart(RenewalForm, one.input);
    const from = one.time.instant(input.from);
    return answer(one, { from, input, lend: renewalLendTermsOf(one, input.policy) });
  },
  due_date_raw: (one) => {
    const { loan_date, policy } = readPart(RawForm, one.input);
    const period = readPeriod(storedPeriod(policy.period));
    if (typeof period === 'string') return { error: period };
    const { clock } = one.time;
    return { due: addPeriod(clock, one.time.instant(loan_date), period, shapingTermsOf(one, policy).arithmetic) };
  },
  adjust_due_three_day_timetable: (one) => {
    const { now, due, timetable, closed_day_mode, ...offset } = readPart(TimetableForm, one.input);
    const times = readTimetable(one, [timetable.previous, timetable.requested, timetable.next]);
    const plain = shapingOf(one.system, closed_day_mode);
    const shaping = { ...plain, openingOffsetMinutes: readOffset(offset) ?? plain.openingOffsetMinutes };
    return step({ now: one.time.instant(now), times, shaping }, one.time.instant(due));
  },
  end_of_due_day: (one) => stepAlone(one, 'end_of_due_day'),
  keep_exact: (one) => stepAlone(one, 'keep_exact'),
};

function answer(
  one: VectorCase,
  asked: {
    readonly from: Instant;
    readonly input: Circumstances;
    readonly lend: ReturnType<typeof lendTermsOf>;
  },
): Outcome {
  const { from, input, lend } = asked;
  const { dueAt, failure } = dueByPolicy({
    now: one.clock === undefined ? from : one.time.instant(one.clock),
    from,
    name: 'policy',
    lend,
    shaping: shapingTermsOf(one, input.policy),
    times: readTimes(one, input.calendar),
    holdWaiting: holdWaits(input.queue) || holdWaits(input.holds),
    bounds: boundsOf(one, input, from),
  });
  return failure === null ? { due: dueAt } : { error: failure };
}

/** A recall that waits when the item is lent cuts the new loan at once, by the policy's terms of recalls. */
function cutByRecall(one: VectorCase, input: z.infer<typeof CheckoutForm>, outcome: Outcome): Outcome {
  const { due } = outcome;
  const { recall_min_guaranteed: guaranteed, recall_return_interval: back } = input.policy;
  const gives = (guaranteed ?? back ?? null) !== null;
  const waits = gives && (recallWaits(input.queue) || recallWaits(input.holds));
  if (one.system !== 'folio' || !waits || typeof due !== 'number') return outcome;
  const loanAt = one.time.instant(input.loan_date);
  const recalled = recallDue(folioTerms(input.policy), {
    now: loanAt,
    times: readTimes(one, input.calendar),
    shaping: shapingTermsOf(one, input.policy),
    grain: grainOf(input.policy),
    loan: { loanAt, dueAt: due, changedByRecall: false },
  });
  return recalled.ok ? { due: recalled.value.dueAt } : { error: recalled.error };
}

/** Bounds that end the loan early: of the bookings the first that begins after it. */
function boundsOf({ time }: VectorCase, input: Circumstances, from: Instant): DueBounds {
  const { patron, bookings, course_end } = input;
  const orNull = (text: string | null | undefined) => (text === null || text === undefined ? null : time.instant(text));
  const starts = (bookings ?? []).map(({ start }) => time.instant(start)).filter((start) => start > from);
  return {
    patronExpires: orNull(typeof patron === 'object' ? patron?.expires : null),
    bookingStarts: starts.length === 0 ? null : Math.min(...starts),
    courseEnds: orNull(course_end),
  };
}

/** A step of a day mode, which needs no calendar. */
function stepAlone(one: VectorCase, mode: 'end_of_due_day' | 'keep_exact'): Outcome {
  const { due, end_of_day } = readPart(StepForm, one.input);
  const shaping = shapingOf(one.system, mode);
  const at = one.time.instant(due);
  const endOfDay = readEndOfDay(end_of_day) ?? shaping.endOfDay;
  return step({ now: at, times: readTimes(one, undefined), shaping: { ...shaping, endOfDay } }, at);
}

function step(
  question: { readonly now: Instant; readonly times: OpeningTimes; readonly shaping: ShapingTerms },
  due: Instant,
): Outcome {
  const { dueAt, failure } = avoidClosed(question, due, 'time');
  return failure === null ? { due: dueAt } : { error: failure };
}
