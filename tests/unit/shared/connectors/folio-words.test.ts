// The meaning of FOLIO's codes of refusal.

import { meaningOfFolio } from '../../../../shared/connectors/folio-words.ts';

describe('the codes of FOLIO', () => {
  test.each([
    ['unknown-card', 'USER_BARCODE_NOT_FOUND'],
    ['unknown-item', 'ITEM_BARCODE_NOT_FOUND'],
    ['on-loan-elsewhere', 'ITEM_CHECKED_OUT_TO_DIFFERENT_USER ITEM_HAS_OPEN_LOAN'],
    ['not-for-loan', 'ITEM_NOT_LOANABLE'],
    ['account-blocked', 'USER_IS_INACTIVE_OR_EXPIRED USER_IS_BLOCKED_MANUALLY USER_IS_BLOCKED_AUTOMATICALLY'],
    [
      'over-limit',
      'ITEM_LIMIT_PATRON_GROUP_MATERIAL_TYPE_LOAN_TYPE ITEM_LIMIT_PATRON_GROUP_MATERIAL_TYPE ITEM_LIMIT_PATRON_GROUP_LOAN_TYPE ' +
        'ITEM_LIMIT_MATERIAL_TYPE_LOAN_TYPE ITEM_LIMIT_MATERIAL_TYPE ITEM_LIMIT_LOAN_TYPE',
    ],
    [
      'no-renewal',
      'LOAN_NOT_RENEWABLE LOAN_RENEWAL_LIMIT_REACHED RENEWAL_WOULD_NOT_CHANGE_DUE_DATE RENEWAL_BLOCKED_BY_REMINDER_FEES',
    ],
    ['held-for-another', 'RENEWAL_BLOCKED_BY_RECALL RENEWAL_BLOCKED_BY_HOLD_REQUEST'],
    ['other', 'INSUFFICIENT_OVERRIDE_PERMISSIONS CALENDAR_OPEN_PERIODS_NOT_FOUND SOMETHING_NEW constructor'],
  ])('%s', (meaning, codes) => {
    expect(codes.split(' ').map((code) => meaningOfFolio([code]))).toEqual(codes.split(' ').map(() => meaning));
  });

  test('of several, the first with a meaning counts', () => {
    expect(meaningOfFolio([])).toBe('other');
    expect(meaningOfFolio(['SOMETHING_NEW', 'CALENDAR_OPEN_PERIODS_NOT_FOUND', 'ITEM_NOT_LOANABLE'])).toBe(
      'not-for-loan',
    );
  });
});
