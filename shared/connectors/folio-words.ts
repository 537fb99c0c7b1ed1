// Meaning of FOLIO's codes of refusal. Not every error of it has one: its sentence is kept then.

import type { Refusal } from './message.ts';

const MEANINGS: Readonly<Record<string, Refusal>> = {
  USER_BARCODE_NOT_FOUND: 'unknown-card',
  ITEM_BARCODE_NOT_FOUND: 'unknown-item',
  ITEM_CHECKED_OUT_TO_DIFFERENT_USER: 'on-loan-elsewhere',
  ITEM_HAS_OPEN_LOAN: 'on-loan-elsewhere',
  ITEM_NOT_LOANABLE: 'not-for-loan',
  USER_IS_INACTIVE_OR_EXPIRED: 'account-blocked',
  USER_IS_BLOCKED_MANUALLY: 'account-blocked',
  USER_IS_BLOCKED_AUTOMATICALLY: 'account-blocked',
  ITEM_LIMIT_PATRON_GROUP_MATERIAL_TYPE_LOAN_TYPE: 'over-limit',
  ITEM_LIMIT_PATRON_GROUP_MATERIAL_TYPE: 'over-limit',
  ITEM_LIMIT_PATRON_GROUP_LOAN_TYPE: 'over-limit',
  ITEM_LIMIT_MATERIAL_TYPE_LOAN_TYPE: 'over-limit',
  ITEM_LIMIT_MATERIAL_TYPE: 'over-limit',
  ITEM_LIMIT_LOAN_TYPE: 'over-limit',
  LOAN_NOT_RENEWABLE: 'no-renewal',
  LOAN_RENEWAL_LIMIT_REACHED: 'no-renewal',
  RENEWAL_WOULD_NOT_CHANGE_DUE_DATE: 'no-renewal',
  RENEWAL_BLOCKED_BY_REMINDER_FEES: 'no-renewal',
  RENEWAL_BLOCKED_BY_RECALL: 'held-for-another',
  RENEWAL_BLOCKED_BY_HOLD_REQUEST: 'held-for-another',
  // These concern how it is set up, not the patron or the copy.
  INSUFFICIENT_OVERRIDE_PERMISSIONS: 'other',
  CALENDAR_OPEN_PERIODS_NOT_FOUND: 'other',
};

/** The meaning of its codes: the first that has one counts. */
export function meaningOfFolio(codes: readonly string[]): Refusal {
  const known = codes.flatMap((code) => (Object.hasOwn(MEANINGS, code) ? [MEANINGS[code] ?? 'other'] : []));
  return known.find((why) => why !== 'other') ?? 'other';
}
