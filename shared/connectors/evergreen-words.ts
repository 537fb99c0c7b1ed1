// Meanings of the event codes by which Evergreen refuses.

import type { Refusal } from './message.ts';

const MEANINGS: ReadonlyMap<string, Refusal> = new Map([
  ['ACTOR_USER_NOT_FOUND', 'unknown-card'],
  ['ACTOR_CARD_NOT_FOUND', 'unknown-card'],
  // Online, a barcode that is not there is a copy without a record.
  ['ITEM_NOT_CATALOGED', 'unknown-item'],
  ['ASSET_COPY_NOT_FOUND', 'unknown-item'],
  ['OPEN_CIRCULATION_EXISTS', 'on-loan-elsewhere'],
  ['PATRON_CIRC_MISMATCH', 'on-loan-elsewhere'],
  ['NO_CHANGE', 'not-on-loan'],
  ['ACTION_CIRCULATION_NOT_FOUND', 'not-on-loan'],
  ['ITEM_ON_HOLDS_SHELF', 'held-for-another'],
  ['COPY_NEEDED_FOR_HOLD', 'held-for-another'],
  ['COPY_RESERVED', 'held-for-another'],
  ['HOLD_CAPTURE_DELAYED', 'held-for-another'],
  ['PATRON_ACCOUNT_EXPIRED', 'account-blocked'],
  ['PATRON_BARRED', 'account-blocked'],
  ['PATRON_INACTIVE', 'account-blocked'],
  ['PATRON_CARD_INACTIVE', 'account-blocked'],
  ['PATRON_BAD_STANDING', 'account-blocked'],
  ['PATRON_EXCEEDS_FINES', 'account-blocked'],
  ['PATRON_EXCEEDS_OVERDUE_COUNT', 'account-blocked'],
  ['PATRON_EXCEEDS_LOST_COUNT', 'account-blocked'],
  ['PATRON_EXCEEDS_LONGOVERDUE_COUNT', 'account-blocked'],
  ['PATRON_EXCEEDS_COLLECTIONS_WARNING', 'account-blocked'],
  ['PATRON_IN_COLLECTIONS', 'account-blocked'],
  ['STAFF_C', 'account-blocked'],
  ['STAFF_CH', 'account-blocked'],
  ['STAFF_CR', 'account-blocked'],
  ['STAFF_CHR', 'account-blocked'],
  ['STAFF_H', 'account-blocked'],
  ['STAFF_HR', 'account-blocked'],
  ['STAFF_R', 'account-blocked'],
  ['PATRON_EXCEEDS_CHECKOUT_COUNT', 'over-limit'],
  ['MAX_HOLDS', 'over-limit'],
  ['COPY_CIRC_NOT_ALLOWED', 'not-for-loan'],
  ['LOCATION_CIRC_NOT_ALLOWED', 'not-for-loan'],
  ['CIRC_EXCEEDS_COPY_RANGE', 'not-for-loan'],
  ['COPY_IS_REFERENCE', 'not-for-loan'],
  ['COPY_NOT_AVAILABLE', 'not-for-loan'],
  ['COPY_IN_TRANSIT', 'not-for-loan'],
  ['ITEM_NOT_HOLDABLE', 'not-for-loan'],
  ['MAX_RENEWALS_REACHED', 'no-renewal'],
  ['MAX_AUTO_RENEWALS_REACHED', 'no-renewal'],
  ['ITEM_RENTAL_FEE_REQUIRED', 'fee-not-agreed'],
  ['ITEM_DEPOSIT_REQUIRED', 'fee-not-agreed'],
  ['MONEY_BILLABLE_TRANSACTION_SUMMARY_NOT_FOUND', 'no-such-fee'],
]);

/** The meaning of codes that came together: the first that has one. */
export function meaningOfEvergreen(codes: readonly string[]): Refusal {
  return codes.map((code) => MEANINGS.get(code)).find((meaning) => meaning !== undefined) ?? 'other';
}

/** Codes as words for people, which hold no data of persons. */
export function wordsOfEvergreen(codes: readonly string[]): string {
  return codes
    .map((code) =>
      code
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, ' ')
        .trim(),
    )
    .join(', ');
}
