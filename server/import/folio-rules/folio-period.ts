// Periods, instants and money as FOLIO writes them.

import { z } from 'zod';
import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { parseDecimalMoney, type MinorUnits } from '../../../shared/core/money.ts';
import type { StoredPeriodSchema } from '../../../shared/rules/model/policy/lend.ts';
import type { RatePeriod } from '../../../shared/rules/model/policy/overdue.ts';

export const FolioPeriodForm = z.strictObject({
  duration: z.int().min(0),
  intervalId: z.enum(['Minutes', 'Hours', 'Days', 'Weeks', 'Months']),
});
export type FolioPeriodForm = z.infer<typeof FolioPeriodForm>;
type FolioPeriod = FolioPeriodForm | undefined;

const UNITS = { Minutes: 'minutes', Hours: 'hours', Days: 'days', Weeks: 'weeks', Months: 'months' } as const;

/** A period as rules store it; null where there is none. */
export function storedPeriod(period: FolioPeriod): z.infer<typeof StoredPeriodSchema> | null {
  return period === undefined ? null : ratePeriod(period);
}

export function ratePeriod({ duration, intervalId }: FolioPeriodForm): RatePeriod {
  return { n: duration, unit: UNITS[intervalId] };
}

export function ratePeriodOrNull(period: FolioPeriod): RatePeriod | null {
  return period === undefined ? null : ratePeriod(period);
}

/** Money is a number there; more than two decimals are no money. */
export const FolioMoneyForm = z
  .number()
  .min(0)
  .transform((amount, context): MinorUnits => {
    const minor = parseDecimalMoney(amount.toFixed(2));
    if (minor !== null && Math.abs(minor / 100 - amount) < 1e-9) return minor;
    context.addIssue({ code: 'custom', message: `${amount} is not an amount of money` });
    return 0;
  });

/** An instant with its offset. */
export const FolioInstantForm = z.string().transform((text, context): Instant => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: `"${text}" is not an instant` });
  return 0;
});
