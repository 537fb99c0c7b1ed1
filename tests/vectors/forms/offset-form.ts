// How long after an opening a loan is due, as cases write it: a period, or a number of minutes.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { periodMinutes, readPeriod } from '../../../shared/rules/model/period.ts';
import { PeriodForm } from './period-form.ts';

const OffsetForm = z.union([z.int().min(0), PeriodForm]).nullish();

/** An offset by the name that the engine has for it, FOLIO's own, or the plain word. */
export const OffsetShape = { opening_offset: OffsetForm, opening_time_offset: OffsetForm, offset: OffsetForm };
type Offset = { readonly [Name in keyof typeof OffsetShape]?: z.infer<typeof OffsetForm> | undefined };

/** The minutes of an offset; undefined where the case names none. One that is no period is a reason to fail the case. */
export function readOffset({ opening_offset, opening_time_offset, offset: plain }: Offset): number | undefined {
  const offset = opening_offset ?? opening_time_offset ?? plain ?? undefined;
  if (offset === undefined || typeof offset === 'number') return offset;
  const period = readPeriod(offset, true);
  if (typeof period === 'string') throw new HoldfastError('HF-CLI-014', { why: `opening_offset: ${period}` });
  return periodMinutes(period);
}
