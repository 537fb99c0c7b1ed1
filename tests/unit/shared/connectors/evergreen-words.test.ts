// The meanings of Evergreen's events: each named one has its own, an unknown one keeps its words, and no data of persons come with it.

import { meaningOfEvergreen, wordsOfEvergreen } from '../../../../shared/connectors/evergreen-words.ts';
import { plainRefusal } from '../../../../shared/connectors/plain-refusal.ts';

test.each([
  ['ACTOR_USER_NOT_FOUND', 'unknown-card'],
  ['ITEM_NOT_CATALOGED', 'unknown-item'],
  ['ASSET_COPY_NOT_FOUND', 'unknown-item'],
  ['OPEN_CIRCULATION_EXISTS', 'on-loan-elsewhere'],
  ['NO_CHANGE', 'not-on-loan'],
  ['ITEM_ON_HOLDS_SHELF', 'held-for-another'],
  ['PATRON_ACCOUNT_EXPIRED', 'account-blocked'],
  ['PATRON_BARRED', 'account-blocked'],
  ['PATRON_CARD_INACTIVE', 'account-blocked'],
  ['PATRON_EXCEEDS_FINES', 'account-blocked'],
  ['PATRON_EXCEEDS_CHECKOUT_COUNT', 'over-limit'],
  ['COPY_NOT_AVAILABLE', 'not-for-loan'],
  ['COPY_CIRC_NOT_ALLOWED', 'not-for-loan'],
  ['MAX_RENEWALS_REACHED', 'no-renewal'],
  ['ITEM_DEPOSIT_REQUIRED', 'fee-not-agreed'],
  ['COPY_STATUS_LOST', 'other'],
  ['CIRC_CLAIMS_RETURNED', 'other'],
  ['SOMETHING_NEW', 'other'],
  ['constructor', 'other'],
])('%s means %s', (code, meaning) => {
  expect(meaningOfEvergreen([code])).toBe(meaning);
});

test('of several the first with a meaning counts', () => {
  expect(meaningOfEvergreen(['COPY_ALERT_MESSAGE', 'MAX_HOLDS', 'PATRON_BARRED'])).toBe('over-limit');
  expect(meaningOfEvergreen([])).toBe('other');
});

test.each([
  [['COPY_STATUS_LOST'], 'copy status lost'],
  [['COPY_ALERT_MESSAGE', 'CIRC_CLAIMS_RETURNED'], 'copy alert message … returned'],
  [['actor.usr.barred'], '… barred'],
  [['Ann Lee 0451'], '…'],
])('%j is kept as words of refusals alone', (codes, words) => {
  expect(plainRefusal(wordsOfEvergreen(codes))).toBe(words);
});
