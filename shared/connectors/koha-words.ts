// Meaning of Koha's keys and sentences of refusal.

import type { Refusal } from './message.ts';

/** The first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, Refusal])[] = [
  [/PATRON_NOT_FOUND|Borrower not found/i, 'unknown-card'],
  [/ITEM_NOT_FOUND|UNKNOWN_BARCODE|Barcode not found|Item not found/i, 'unknown-item'],
  [/ISSUED_TO_ANOTHER/, 'on-loan-elsewhere'],
  [/Item not issued/i, 'not-on-loan'],
  [/NOT_FOR_LOAN|WTHDRAWN|RESTRICTED|ITEM_LOST/, 'not-for-loan'],
  [/TOO_MANY/, 'over-limit'],
  [/NO_MORE_RENEWALS|too_many|no_renewal|renew/i, 'no-renewal'],
  [/RESERVED|RESERVE_WAITING/, 'held-for-another'],
  [/EXPIRED|DEBARRED|DEBT|GNA|LOST|CARD|USERBLOCKED/, 'account-blocked'],
];

/** The meaning of a key or a sentence. */
export function meaningOfKoha(text: string): Refusal {
  return MEANINGS.find(([words]) => words.test(text))?.[1] ?? 'other';
}

/** Sentences that begin a reason of any wording; it refuses renewals and holds with the status of a missing right. */
const REFUSES = /\b(hold|renewal|checkout)\b.*\b(cannot be|not authorized)\b/i;

/** Whether Koha refuses an act with it, and not the user of the connector. */
export function isReasonOfKoha(text: string): boolean {
  return REFUSES.test(text) || meaningOfKoha(text) !== 'other';
}
