// The window of renewals as cases write it: a number in the unit of the loan, or a period; blank and null are no rule.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { dayOf, writeDay } from '../../../shared/rules/calendar/local-time.ts';
import { readPeriod, type Period } from '../../../shared/rules/model/period.ts';
import type { AutoRenewTerms } from '../../../shared/rules/model/policy/renew.ts';
import type { VectorCase } from '../vector-case.ts';
import { MomentForm } from '../vector-time.ts';
import { PeriodForm } from './period-form.ts';

const EdgeForm = z.union([z.int(), z.string().regex(/^\d*$/, 'not a whole number'), PeriodForm]).nullish();
type EdgeForm = z.infer<typeof EdgeForm>;

export const WindowForm = z.strictObject({
  length_unit: z.enum(['hours', 'days']).optional(),
  no_renewal_before: EdgeForm,
  no_auto_before: EdgeForm,
  no_auto_after: EdgeForm,
  no_auto_after_hard: z.union([MomentForm, z.literal('')]).nullish(),
  precision: z.enum(['date', 'exact_time']).optional(),
});
export type WindowForm = z.infer<typeof WindowForm>;

/** An edge of the window as a period; null = there is none. */
export function readNotBefore(edge: EdgeForm, unit: WindowForm['length_unit']): Period | null {
  if (edge === null || edge === undefined || edge === '') return null;
  const stored = typeof edge === 'object' ? edge : { n: Number(edge), unit: unit ?? 'days' };
  const period = readPeriod(stored, true);
  if (typeof period === 'string') throw new HoldfastError('HF-CLI-014', { why: `a renewal window: ${period}` });
  return period;
}

export function precisionOf({ precision }: WindowForm): 'exact' | 'day' {
  return precision === 'date' ? 'day' : 'exact';
}

/** The end of the window of automatic renewals. */
export function readNotAfter(
  { time }: Pick<VectorCase, 'time'>,
  { no_auto_after, no_auto_after_hard: hard, length_unit }: WindowForm,
): Pick<AutoRenewTerms, 'notAfter' | 'hardDate'> {
  return {
    notAfter: readNotBefore(no_auto_after, length_unit),
    hardDate: hard === null || hard === undefined || hard === '' ? null : writeDay(dayOf(time.localTime(hard))),
  };
}
