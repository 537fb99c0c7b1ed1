// Loan policies as cases write them, read into the lending and shaping terms of the engine by the system whose behaviour is asked for.

import { z } from 'zod';
import { ClosedDayModeSchema } from '../../../shared/rules/calendar/closed-day-mode.ts';
import { endOfDay } from '../../../shared/rules/due/end-of-day.ts';
import { expiryClampOf, shapingOf } from '../../../shared/rules/due/shaping-of.ts';
import { NO_LEND_TERMS, type LendTerms, type Schedule } from '../../../shared/rules/model/policy/lend.ts';
import { LocalTimeSchema } from '../../../shared/rules/model/calendar.ts';
import type { OvernightTerms, ShapingTerms } from '../../../shared/rules/model/policy/shaping.ts';
import type { VectorCase } from '../vector-case.ts';
import { MomentForm } from '../vector-time.ts';
import { CalendarForm } from './calendar-form.ts';
import { OffsetShape, readOffset } from './offset-form.ts';
import { PeriodForm, PeriodOrBlankForm, storedPeriod } from './period-form.ts';

const ScheduleForm = z.strictObject({ from: MomentForm, to: MomentForm, due: MomentForm });
type ScheduleForm = z.infer<typeof ScheduleForm>;
/** Minutes of elapsed time. */
const minutes = z.int().min(0).nullish();
const SchedulesForm = z.array(ScheduleForm).nullable().optional();

export const PolicyForm = z.strictObject({
  loanable: z.boolean().nullish(),
  profile: z.enum(['rolling', 'fixed']).nullish(),
  period: PeriodOrBlankForm.optional(),
  renewal_period: PeriodOrBlankForm.optional(),
  schedules: SchedulesForm,
  limit_schedules: SchedulesForm,
  renewal_schedules: SchedulesForm,
  renewal_limit_schedules: SchedulesForm,
  renew_from: z.string().nullable().optional(),
  renewals: z
    .union([z.int(), z.literal('unlimited')])
    .nullable()
    .optional(),
  renewable: z.boolean().nullish(),
  renew_with_hold: z.boolean().nullish(),
  alternate_period_when_hold_waiting: PeriodForm.nullable().optional(),
  alternate_renewal_period_when_hold_waiting: PeriodForm.nullable().optional(),
  closed_day_mode: ClosedDayModeSchema.nullable().optional(),
  hours_mode: z.enum(['ignore', 'cut_to_closing', 'extend_to_next_opening']).nullable().optional(),
  end_of_day: z.enum(['23:59', '23:59:00', '23:59:59']).nullish(),
  clamp_to_patron_expiry: z
    .union([z.boolean(), z.enum(['none', 'end_of_day', 'exact', 'previous_open_day', 'previous_opening'])])
    .nullish(),
  hard_date: z
    .strictObject({ date: MomentForm, mode: z.enum(['ceiling', 'exact', 'floor']), force: z.boolean().optional() })
    .nullable()
    .optional(),
  rounding: z.enum(['none', 'minute', 'hour']).nullish(),
  closed_days_count: z.boolean().nullish(),
  close_buffer: minutes,
  ...OffsetShape,
  overnight: z
    .strictObject({
      window: minutes,
      allowed: z.boolean().optional(),
      due: z.union([z.literal('next_opening'), z.strictObject({ at: LocalTimeSchema })]).optional(),
      weekend_as_overnight: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  clamp_to_booking: z.boolean().nullish(),
  clamp_to_course_end: z.boolean().nullish(),
  arithmetic: z.enum(['utc_seconds', 'wall_clock']).nullish(),
  recall_min_guaranteed: PeriodForm.nullable().optional(),
  recall_return_interval: PeriodForm.nullable().optional(),
  alternate_recall_return_interval: PeriodForm.nullable().optional(),
  allow_recall_to_extend_overdue: z.boolean().nullish(),
  recall_due_date_interval_days: z.int().nullable().optional(),
  keep_time_of_day_of: z.string().nullish(),
  calendar: CalendarForm.nullish(),
});
export type PolicyForm = z.infer<typeof PolicyForm>;

type Asked = Pick<VectorCase, 'time' | 'system'>;

/** The lending terms of a new loan. */
export function lendTermsOf(one: Asked, policy: PolicyForm): LendTerms {
  return {
    ...NO_LEND_TERMS,
    circulates: policy.loanable === false ? 'never' : 'yes',
    profile: profileOf(policy),
    period: storedPeriod(policy.period),
    holdWaitingPeriod: policy.alternate_period_when_hold_waiting ?? null,
    schedules: readSchedules(one, policy.schedules),
    limitSchedules: readSchedules(one, policy.limit_schedules),
    hardDate: readHardDate(one, policy),
  };
}

/** A hard date without a time is the end of its day; one that is forced is the date itself. */
function readHardDate(one: Asked, policy: PolicyForm): LendTerms['hardDate'] {
  const { hard_date: form } = policy;
  if (form === null || form === undefined) return null;
  const { clock } = one.time;
  const at = one.time.instant(form.date);
  const end = form.date.includes('T') ? at : endOfDay({ times: { clock }, shaping: shapingTermsOf(one, policy) }, at);
  return { at: end, mode: form.force === true ? 'exact' : form.mode };
}

/** The lending terms of a renewal: its own period and schedules, or where it has none those of the loan. Zero is a period in Koha. */
export function renewalLendTermsOf(one: Asked, policy: PolicyForm): LendTerms {
  return {
    ...lendTermsOf(one, policy),
    period: storedPeriod(policy.renewal_period) ?? storedPeriod(policy.period),
    zeroPeriod: one.system === 'koha',
    holdWaitingPeriod: policy.alternate_renewal_period_when_hold_waiting ?? null,
    schedules: readSchedules(one, policy.renewal_schedules ?? policy.schedules),
    limitSchedules: readSchedules(one, policy.renewal_limit_schedules ?? policy.limit_schedules),
  };
}

function profileOf({ profile, period, schedules }: PolicyForm): 'rolling' | 'fixed' {
  const hasSchedules = schedules !== null && schedules !== undefined;
  return profile ?? (hasSchedules && storedPeriod(period) === null ? 'fixed' : 'rolling');
}

/** The schedules of a policy; null where it names none. */
export function readSchedules(
  { time }: Asked,
  schedules: readonly ScheduleForm[] | null | undefined,
): Schedule[] | null {
  const read = ({ from, to, due }: ScheduleForm) => ({
    from: time.instant(from),
    to: time.instant(to),
    due: time.instant(due),
  });
  return schedules?.map(read) ?? null;
}

/** The shaping terms: those of the system, with the policy's own values. */
export function shapingTermsOf({ system }: Asked, policy: PolicyForm): ShapingTerms {
  const shaping = shapingOf(system, policy.closed_day_mode ?? null);
  return {
    ...shaping,
    endOfDay: readEndOfDay(policy.end_of_day) ?? shaping.endOfDay,
    hoursMode: policy.hours_mode ?? 'ignore',
    clampToPatronExpiry: clampOf(policy.clamp_to_patron_expiry, expiryClampOf(system, shaping.closedDayMode)),
    arithmetic:
      policy.arithmetic === undefined || policy.arithmetic === null
        ? shaping.arithmetic
        : ARITHMETIC[policy.arithmetic],
    rounding: policy.rounding ?? shaping.rounding,
    closedDaysCount: policy.closed_days_count ?? shaping.closedDaysCount,
    closeBufferMinutes: policy.close_buffer ?? shaping.closeBufferMinutes,
    openingOffsetMinutes: readOffset(policy) ?? shaping.openingOffsetMinutes,
    overnight: readOvernight(policy.overnight),
    clampToBooking: policy.clamp_to_booking ?? shaping.clampToBooking,
    clampToCourseEnd: policy.clamp_to_course_end ?? shaping.clampToCourseEnd,
  };
}

function readOvernight(form: PolicyForm['overnight']): OvernightTerms | null {
  if (form === null || form === undefined) return null;
  return {
    allowed: form.allowed ?? true,
    windowMinutes: form.window ?? null,
    due: form.due === undefined || form.due === 'next_opening' ? 'next-opening' : form.due,
    weekendAsOvernight: form.weekend_as_overnight ?? true,
  };
}

/** The setting of an end of day; undefined where a case names none. */
export function readEndOfDay(text: PolicyForm['end_of_day']): ShapingTerms['endOfDay'] | undefined {
  if (text === undefined || text === null) return undefined;
  return text === '23:59:59' ? '23:59:59' : '23:59';
}

const ARITHMETIC = { utc_seconds: 'elapsed', wall_clock: 'wall-clock' } as const;

const CLAMPS = {
  none: 'none',
  end_of_day: 'end-of-day',
  exact: 'exact',
  previous_open_day: 'previous-open-day',
  previous_opening: 'previous-opening',
} as const;

function clampOf(
  form: PolicyForm['clamp_to_patron_expiry'],
  ofSystem: ShapingTerms['clampToPatronExpiry'],
): ShapingTerms['clampToPatronExpiry'] {
  if (form === undefined || form === null || form === false) return 'none';
  return form === true ? ofSystem : CLAMPS[form];
}
