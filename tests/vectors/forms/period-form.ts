// Periods as cases write them: either part may be null, and a blank text stands for no period at all.

import { z } from 'zod';
import type { StoredPeriod } from '../../../shared/rules/model/period.ts';

/** `{n, unit}`. Whether it makes sense is for the engine to say. */
export const PeriodForm = z.strictObject({
  n: z.number().nullable().optional(),
  unit: z.string().nullable().optional(),
});
export type PeriodForm = z.infer<typeof PeriodForm>;

/** A period, or blank: the site's default, or another value in its place. */
export const PeriodOrBlankForm = z.union([PeriodForm, z.literal('')]).nullable();
export type PeriodOrBlankForm = z.infer<typeof PeriodOrBlankForm>;

/** The period; null where it is blank, null or absent. */
export function storedPeriod(form: PeriodOrBlankForm | undefined): StoredPeriod | null {
  return form === '' || form === undefined ? null : form;
}
