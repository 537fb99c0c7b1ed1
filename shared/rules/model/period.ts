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

/** A period as tables have it: either part may be missing, and neither need make sense. */
export type StoredPeriod = { readonly n?: number | null | undefined; readonly unit?: string | null | undefined };

/** Faults of a period; each is a code of its own, so that a missing period never counts as none. */
export type PeriodFault = 'PERIOD_MISSING' | 'PERIOD_UNIT_UNKNOWN' | 'PERIOD_DURATION_INVALID';

const PERIOD_FAULTS: ReadonlySet<string> = new Set<PeriodFault>([
  'PERIOD_MISSING',
  'PERIOD_UNIT_UNKNOWN',
  'PERIOD_DURATION_INVALID',
]);

/** Whether a code is a fault of a period. */
export function isPeriodFault(code: string): code is PeriodFault {
  return PERIOD_FAULTS.has(code);
}

/** Reads a stored period. `allowZero`: zero is a period, for example a renewal until today. */
export function readPeriod(stored: StoredPeriod | null | undefined, allowZero = false): Period | PeriodFault {
  const { n, unit } = stored ?? {};
  if (unit === null || unit === undefined || unit === '') return 'PERIOD_MISSING';
  const known = PeriodUnitSchema.safeParse(unit);
  if (!known.success) return 'PERIOD_UNIT_UNKNOWN';
  if (n === null || n === undefined) return 'PERIOD_MISSING';
  if (!Number.isSafeInteger(n) || n < 0 || (n === 0 && !allowZero)) return 'PERIOD_DURATION_INVALID';
  return { n, unit: known.data };
}

const UNIT_MINUTES: Readonly<Record<PeriodUnit, number>> = {
  minutes: 1,
  hours: 60,
  days: 1_440,
  weeks: 10_080,
  // Wherever a period is turned into elapsed time: 31 days.
  months: 44_640,
};

/** A stored period as elapsed minutes; one that lacks a part is none. */
export function periodMinutes({ n, unit }: StoredPeriod): number {
  const known = PeriodUnitSchema.safeParse(unit);
  return known.success && n !== null && n !== undefined ? n * UNIT_MINUTES[known.data] : 0;
}
