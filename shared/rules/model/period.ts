// Periods of rules: a count and a unit. Minutes and hours are elapsed time, the others are steps on the local calendar.

import { z } from 'zod';

export const PeriodUnitSchema = z.enum(['minutes', 'hours', 'days', 'weeks', 'months']);
export type PeriodUnit = z.infer<typeof PeriodUnitSchema>;

export const PeriodSchema = z.object({ n: z.int(), unit: PeriodUnitSchema });
export type Period = z.infer<typeof PeriodSchema>;

/** Whether a loan of this period is due on a day rather than at a time. */
export function isDayGranular(period: Period): boolean {
  return period.unit === 'days' || period.unit === 'weeks' || period.unit === 'months';
}
