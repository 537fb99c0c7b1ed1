// Cases of bans.

import { z } from 'zod';
import { banDays, banEnd, type LateUnits } from '../../../../shared/rules/fines/ban.ts';
import { lateUnits } from '../../../../shared/rules/fines/late-time.ts';
import type { BanTerms } from '../../../../shared/rules/model/policy/ban.ts';
import type { Outcome } from '../compare.ts';
import { ClosedForm, readClosed, readClosedTimes } from '../forms/closed-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart, requiredPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';

export const banOperations: Operations = { suspension_days: suspensionDays };

const count = z.int().min(0);
const BanForm = z.strictObject({
  days_late: z.number().optional(),
  hours_late: z.number().optional(),
  unit: z.enum(['days', 'hours']).optional(),
  due: MomentForm.optional(),
  returned: MomentForm.optional(),
  suspension_days_per_unit: count,
  per_units: count.nullish(),
  grace: count.nullish(),
  /** Blank is no maximum. */
  max_days: z.union([count, z.literal('')]).nullish(),
  /** Closed days among the late ones, where no dates are given. */
  closed_days: count.optional(),
  cumulative: z.boolean().optional(),
  banned_until: MomentForm.nullish(),
  ...ClosedForm.shape,
});
type BanForm = z.infer<typeof BanForm>;

function suspensionDays(one: VectorCase): Outcome {
  const input = readPart(BanForm, one.input);
  const terms: BanTerms = {
    rate: {
      flatDays: 0,
      daysPerUnit: input.suspension_days_per_unit,
      perUnits: input.per_units ?? 1,
      maxDays: typeof input.max_days === 'number' ? input.max_days : null,
    },
    graceUnits: input.grace ?? 0,
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
