// Terms of missing parts as a form has them: choices, and numbers as they are typed.

import { err, ok, type Result } from '../../../shared/core/result.ts';
import { PartTermsSetSchema, type PartTermsSet } from '../../../shared/views/part-terms.ts';
import type { Money } from '../../ui/use-money.ts';

export type PartDraft = {
  readonly clock: 'stops' | 'runs';
  readonly bill: 'now' | 'later' | 'inspected';
  readonly days: string;
  readonly amount: string;
  readonly back: 'goes' | 'stays';
};

const USUAL_DAYS = '14';

export function draftOf(
  { clockRuns, billAfterDays, amountMinor, keepsBill }: PartTermsSet,
  { plain }: Pick<Money, 'plain'>,
): PartDraft {
  return {
    clock: clockRuns === true ? 'runs' : 'stops',
    bill: billAfterDays === undefined ? 'inspected' : billAfterDays === 0 ? 'now' : 'later',
    days: billAfterDays === undefined || billAfterDays === 0 ? USUAL_DAYS : String(billAfterDays),
    amount: amountMinor === undefined ? '' : plain(amountMinor),
    back: keepsBill === true ? 'stays' : 'goes',
  };
}

/** The terms to save; the field that cannot be read otherwise. */
export function termsOf(
  { clock, bill, days, amount, back }: PartDraft,
  { read }: Pick<Money, 'read'>,
): Result<PartTermsSet, 'days' | 'amount'> {
  const after = bill === 'later' && /^\d{1,3}$/.test(days.trim()) ? Number(days) : 0;
  if (bill === 'later' && (after < 1 || !PartTermsSetSchema.shape.billAfterDays.safeParse(after).success))
    return err('days');
  // An amount in a hidden field does not block saving.
  const amountMinor = amount.trim() === '' ? undefined : (read(amount) ?? (bill === 'inspected' ? undefined : null));
  if (amountMinor === null || !PartTermsSetSchema.shape.amountMinor.safeParse(amountMinor).success)
    return err('amount');
  return ok({
    ...(clock === 'runs' ? { clockRuns: true } : {}),
    ...(bill === 'inspected' ? {} : { billAfterDays: after }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(back === 'stays' ? { keepsBill: true } : {}),
  });
}
