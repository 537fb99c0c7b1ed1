// Cases of bans.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { banDays, banEnd, type LateUnits } from '../../../shared/rules/fines/ban.ts';
import { lateUnits } from '../../../shared/rules/fines/late-time.ts';
import type { BanTerms } from '../../../shared/rules/model/policy/ban.ts';
import type { Outcome } from '../compare.ts';
import { ClosedForm, readClosed, readClosedTimes } from '../forms/closed-form.ts';
import { underOwnNames, type OtherNames } from '../forms/other-names.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart, requiredPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

export const banOperations: Operations = { suspension_days: suspensionDays };

const count = z.int().min(0);
/** Blank is none. */
const countOrBlank = z.union([count, z.literal('')]).nullish();
const UnitForm = z.enum(['days', 'hours']);
const BanForm = z.strictObject({
  days_late: z.number().optional(),
  hours_late: z.number().optional(),
  unit: UnitForm.optional(),
  due: MomentForm.optional(),
  returned: MomentForm.optional(),
  suspension_days_per_unit: z.union([count, z.literal('')]).nullable(),
  per_units: countOrBlank,
  /** In the unit of the loan. */
  grace: z.union([countOrBlank, z.strictObject({ n: count, unit: UnitForm })]),
  max_days: countOrBlank,
  /** Closed days among the late ones, where no dates are given. */
  closed_days: count.optional(),
  cumulative: z.boolean().optional(),
  banned_until: MomentForm.nullish(),
  ...ClosedForm.shape,
});
type BanForm = z.infer<typeof BanForm>;

const OTHER_NAMES: OtherNames = {
  closed_days_between: 'closed_days',
  units_late: 'days_late',
  late: 'days_late',
  suspension_charge_period: 'per_units',
  max_suspension_days: 'max_days',
  debarred_until: 'banned_until',
};

function suspensionDays(one: VectorCase): Outcome {
  const input = readPart(BanForm, underOwnNames(one.input, OTHER_NAMES));
  const terms: BanTerms = {
    rate: {
      flatDays: 0,
      daysPerUnit: numberOr(input.suspension_days_per_unit, 0),
      perUnits: numberOr(input.per_units, 1),
      maxDays: numberOr(input.max_days, null),
    },
    graceUnits: graceOf(input),
    openDaysOnly: input.use_calendar === true,
    cumulative: input.cumulative ?? false,
    ladder: [],
  };
  const days = banDays(terms, readLate(one, input));
  const { returned, banned_until: bannedUntil } = input;
  if (returned === undefined) return { days };
  const until = banEnd(terms, {
    days,
    returnedAt: one.time.instant(returned),
    bannedUntil: bannedUntil === null || bannedUntil === undefined ? null : one.time.instant(bannedUntil),
    clock: one.time.clock,
    times: readClosedTimes(one, input),
  });
  return { days, until: until === null ? null : one.time.writeDate(until) };
}

function numberOr<T>(value: number | '' | null | undefined, other: T): number | T {
  return typeof value === 'number' ? value : other;
}

function graceOf({ grace, hours_late: hours, unit }: BanForm): number {
  if (typeof grace !== 'object' || grace === null) return numberOr(grace, 0);
  const late = hours === undefined ? (unit ?? 'days') : 'hours';
  if (grace.unit === late) return grace.n;
  throw new HoldfastError('HF-CLI-014', { why: `input.grace: in ${grace.unit}, where the loan is in ${late}` });
}

/** Lateness as the case states it, or from its dates. */
function readLate(one: VectorCase, input: BanForm): LateUnits {
  const { hours_late: hours, days_late: days } = input;
  if (hours !== undefined) return { late: hours, unit: 'hours' };
  if (days !== undefined) {
    const closed = input.use_calendar === true ? (input.closed_days ?? 0) : 0;
    return { late: days - closed, unit: input.unit ?? 'days' };
  }
  const times = readClosed(one, input);
  const unit = input.unit ?? 'days';
  const late = lateUnits(
    { in: unit, closedTime: times === null ? 'count' : 'subtract-closed-dates' },
    {
      dueAt: one.time.instant(requiredPart(input.due, 'input.due')),
      inAt: one.time.instant(requiredPart(input.returned, 'input.returned')),
      clock: one.time.clock,
      times,
    },
  );
  return { late, unit };
}
